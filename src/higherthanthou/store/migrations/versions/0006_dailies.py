"""What a daily deals is dealt nowhere else: files that are kept for it, and decks that files can be made for.

Of a deck that was imported a third is kept from now on, and of every deck the files of its last two days.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = "ix_profiles_deck_id_score_id_since_until"
INDEX = ["deck_id", "score", "id", "since", "until", "reserve"]

# A deck of one of the themes, with their score model and their range, counts as generated: the old schema did
# not keep which were, so an imported copy of one cannot be told from it, and is taken for one this once.
GENERATED = """
    UPDATE decks SET locale = ''
    WHERE theme IN ('citizens', 'matches', 'rated', 'companies', 'officials')
    AND (model IS NOT NULL OR theme = 'rated') AND low = 350 AND high = 950
"""
THIRD = """
    UPDATE profiles SET reserve = true WHERE person IN (
        SELECT kept.person FROM profiles AS kept JOIN decks ON decks.id = kept.deck_id
        WHERE decks.locale IS NULL AND decks.version > 0 AND decks.size >= 600
        AND kept.since <= decks.version AND kept.until > decks.version AND kept.id % 3 = 0
    )
"""
LAST_DAYS = """
    UPDATE profiles SET reserve = true WHERE id IN (
        SELECT profile_id FROM day_files WHERE day >= (SELECT max(day) FROM day_files) - 1
    )
"""


def upgrade() -> None:
    """Apply. A day that has its ten keeps them."""
    op.add_column("decks", sa.Column("locale", sa.Text(), nullable=True))
    op.add_column("profiles", sa.Column("reserve", sa.Boolean(), nullable=False, server_default=sa.false()))
    for statement in (GENERATED, THIRD, LAST_DAYS):
        op.execute(statement)
    op.drop_index(op.f(BEFORE), table_name="profiles")
    op.create_index(op.f(f"{BEFORE}_reserve"), "profiles", INDEX)
