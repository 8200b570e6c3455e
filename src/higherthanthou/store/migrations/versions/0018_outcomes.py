"""To be written: outcomes."""

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None
rolling = True


def upgrade() -> None:
    """Apply."""
