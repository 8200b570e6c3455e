"""What came of a loan to a file, which no law of the lab sees."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None
rolling = True


def upgrade() -> None:
    """Apply."""
    outcome: sa.Column[bool] = sa.Column("outcome", sa.Boolean(), nullable=True)
    op.add_column("profiles", outcome)
