"""Seasons: with which versions a deck was made anew, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None
rolling = True

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply. A table is added and nothing else, so a server of the version before goes on meanwhile."""
    op.create_table(
        "seasons",
        sa.Column("deck_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], op.f("fk_seasons_deck_id_decks")),
        sa.PrimaryKeyConstraint("deck_id", "version", name=op.f("pk_seasons")),
        sqlite_with_rowid=False,
    )
