"""To be written: challenges."""

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None
rolling = True


def upgrade() -> None:
    """Apply."""
