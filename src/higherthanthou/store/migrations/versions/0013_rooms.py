"""Rooms: people who judge the same files at the same time."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
rolling = True

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIMED = sa.text("deadline_at IS NOT NULL")
FOLLOWS = sa.text("follows IS NOT NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "rooms",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("host_id", ID, nullable=True),
        sa.Column("opener_id", ID, nullable=False),
        sa.Column("deck_id", ID, nullable=False),
        sa.Column("deck_version", sa.Integer(), nullable=False),
        sa.Column("against", sa.String(6), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Boolean(), nullable=False),
        sa.Column("ranks", sa.Boolean(), nullable=False),
        sa.Column("names", sa.String(6), nullable=False),
        sa.Column("on_phones", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("knob", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("guests", sa.Integer(), nullable=False),
        sa.Column("deadline_at", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("host_seen_at", sa.BigInteger(), nullable=False),
        sa.Column("follows", ID, nullable=True),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], op.f("fk_rooms_deck_id_decks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("code", name=op.f("uq_rooms_code")),
    )
    op.create_index(
        "ix_rooms_deadline_at", "rooms", ["deadline_at"], sqlite_where=TIMED, postgresql_where=TIMED
    )
    op.create_index("ix_rooms_follows", "rooms", ["follows"], sqlite_where=FOLLOWS, postgresql_where=FOLLOWS)
    op.create_index(op.f("ix_rooms_host_id_opened_at"), "rooms", ["host_id", "opened_at"])
    op.create_index(op.f("ix_rooms_opener_id"), "rooms", ["opener_id"])
    op.create_index(op.f("ix_rooms_changed_at"), "rooms", ["changed_at"])
    op.create_table(
        "room_rounds",
        sa.Column("room_id", ID, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("profile_id", ID, nullable=False),
        sa.Column("score", ID, nullable=False),
        sa.Column("anchor", ID, nullable=True),
        sa.Column("before_id", ID, nullable=True),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.Column("shown_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], op.f("fk_room_rounds_room_id_rooms")),
        sa.PrimaryKeyConstraint("room_id", "round", name=op.f("pk_room_rounds")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "room_guests",
        sa.Column("room_id", ID, nullable=False),
        sa.Column("player_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("secret", sa.String(4), nullable=False),
        sa.Column("anchor", ID, nullable=False),
        sa.Column("joined_round", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(6), nullable=False),
        sa.Column("knocked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], op.f("fk_room_guests_room_id_rooms")),
        sa.PrimaryKeyConstraint("room_id", "player_id", name=op.f("pk_room_guests")),
        sqlite_with_rowid=False,
    )
    op.create_index("uq_room_guests_room_id_number", "room_guests", ["room_id", "number"], unique=True)
    op.create_index(op.f("ix_room_guests_player_id"), "room_guests", ["player_id"])
    op.create_table(
        "room_calls",
        sa.Column("room_id", ID, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("player_id", ID, nullable=False),
        sa.Column("guess", sa.String(6), nullable=False),
        sa.Column("reason", sa.Integer(), nullable=True),
        sa.Column("called_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], op.f("fk_room_calls_room_id_rooms")),
        sa.PrimaryKeyConstraint("room_id", "round", "player_id", name=op.f("pk_room_calls")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_room_calls_player_id"), "room_calls", ["player_id"])
    op.create_table(
        "room_stars",
        sa.Column("room_id", ID, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("player_id", ID, nullable=False),
        sa.Column("to_number", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], op.f("fk_room_stars_room_id_rooms")),
        sa.PrimaryKeyConstraint("room_id", "round", "player_id", "to_number", name=op.f("pk_room_stars")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_room_stars_player_id"), "room_stars", ["player_id"])
