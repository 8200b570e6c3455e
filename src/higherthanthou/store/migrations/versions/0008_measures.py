"""Decks keep how their scores are written and compared, and scores may have up to fifteen digits.

Whole numbers have 64 bits in SQLite anyway; PostgreSQL has to be told.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SCORES = {
    "decks": ("low", "high"),
    "profiles": ("score",),
    "runs": ("own_score", "anchor", "file_score"),
    "guesses": ("score", "anchor"),
    "day_files": ("score", "anchor"),
    "rated": ("first_score",),
}


def upgrade() -> None:
    """Apply. The decks that there are have whole numbers, and ask for higher or lower."""
    op.add_column("decks", sa.Column("kind", sa.String(12), nullable=False, server_default="number"))
    op.add_column("decks", sa.Column("decimals", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("decks", sa.Column("comparison", sa.String(12), nullable=False, server_default="higher"))
    for name in ("unit_first", "less_is_better", "unlisted"):
        op.add_column("decks", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in SCORES.items():
            for column in columns:
                op.alter_column(table, column, type_=sa.BigInteger())
