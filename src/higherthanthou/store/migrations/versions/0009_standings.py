"""Decks on scales of their own keep 101 quantiles of each version, by which their gaps are dealt."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

DECKS = "SELECT id, version FROM decks WHERE version > 0 AND NOT (low = 350 AND high = 950)"
SCORES = """
SELECT score FROM profiles
WHERE deck_id = :deck_id AND since <= :version AND until > :version ORDER BY score
"""


def upgrade() -> None:
    """Apply. Runs on older versions go on, so every version gets its row."""
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    standings = op.create_table(
        "standings",
        sa.Column("deck_id", big, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("quantiles", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("deck_id", "version", name="pk_standings"),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name="fk_standings_deck_id_decks"),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    for deck_id, newest in connection.execute(sa.text(DECKS)).all():
        for version in range(1, newest + 1):
            of_version = {"deck_id": deck_id, "version": version}
            scores = list(connection.execute(sa.text(SCORES), of_version).scalars())
            if scores:
                last = len(scores) - 1
                found = json.dumps([scores[round(part * last / 100)] for part in range(101)])
                op.bulk_insert(standings, [of_version | {"files": len(scores), "quantiles": found}])
