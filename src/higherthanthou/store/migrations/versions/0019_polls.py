"""To be written: polls."""

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None
rolling = True


def upgrade() -> None:
    """Apply."""
