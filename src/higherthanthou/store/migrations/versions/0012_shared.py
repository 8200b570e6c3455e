"""What was kept by one process or machine: tries to sign in, and uploads that are not decks yet."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None
rolling = True

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply. Tables are added and nothing else, so a server of the version before goes on meanwhile."""
    op.create_table(
        "sign_in_tries",
        sa.Column("counted", sa.String(64), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("counted", name=op.f("pk_sign_in_tries")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sign_in_tries_until"), "sign_in_tries", ["until"])
    op.create_table(
        "uploads",
        sa.Column("id", ID, nullable=False),
        sa.Column("host_id", ID, nullable=False),
        sa.Column("purpose", sa.String(12), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(22), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("bad", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], op.f("fk_uploads_host_id_hosts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        sa.UniqueConstraint("host_id", "purpose", "slot", name=op.f("uq_uploads_host_id_purpose_slot")),
    )
    op.create_table(
        "upload_pieces",
        sa.Column("upload_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], op.f("fk_upload_pieces_upload_id_uploads")),
        sa.PrimaryKeyConstraint("upload_id", "number", name=op.f("pk_upload_pieces")),
    )
