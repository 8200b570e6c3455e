"""To be written: public_results."""

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None
rolling = True


def upgrade() -> None:
    """Apply."""
