"""Public pages of results, each with its picture."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None
rolling = True

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply. A table is added and nothing else, so a server of the version before goes on meanwhile."""
    op.create_table(
        "public_results",
        sa.Column("token", sa.String(26), nullable=False),
        sa.Column("player_id", ID, nullable=False),
        sa.Column("run_id", sa.String(32), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_public_results")),
    )
    op.create_index(op.f("ix_public_results_player_id"), "public_results", ["player_id"])
