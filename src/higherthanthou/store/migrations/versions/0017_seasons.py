"""To be written: seasons."""

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None
rolling = True


def upgrade() -> None:
    """Apply."""
