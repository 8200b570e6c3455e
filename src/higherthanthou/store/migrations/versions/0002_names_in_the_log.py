"""The log keeps the name of each judged file, so that a desk needs no other table for it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("guesses", sa.Column("name", sa.String(length=200), nullable=False, server_default=""))
    op.execute(
        "UPDATE guesses SET name = "
        "(SELECT profiles.name FROM profiles WHERE profiles.id = guesses.profile_id)"
    )
