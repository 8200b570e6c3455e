"""The id of a run begins with its time, and is longer by that. SQLite does not look at lengths."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Runs that there are keep their ids."""
    if op.get_context().dialect.name == "sqlite":
        return
    for table, column in (
        ("runs", "id"),
        ("guesses", "run_id"),
        ("lifelines", "run_id"),
        ("day_entries", "run_id"),
    ):
        op.alter_column(table, column, type_=sa.String(length=32), existing_nullable=False)
