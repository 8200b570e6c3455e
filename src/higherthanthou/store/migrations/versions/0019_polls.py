"""Polls, and rooms in which the class votes for a law."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None
rolling = True

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OF_ROOM = sa.text("room_id IS NOT NULL")
OPEN = sa.text("stage <> 'closed'")


def upgrade() -> None:
    """Apply."""
    _polls()
    _laws()


def _polls() -> None:
    op.create_table(
        "polls",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("room_id", ID, nullable=True),
        sa.Column("deck_id", ID, nullable=True),
        sa.Column("stage", sa.String(6), nullable=False),
        sa.Column("key", sa.String(64), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_polls")),
        sa.UniqueConstraint("code", name=op.f("uq_polls_code")),
    )
    op.create_index(
        "uq_polls_room_id", "polls", ["room_id"], unique=True, sqlite_where=OF_ROOM, postgresql_where=OF_ROOM
    )
    op.create_index(
        "uq_polls_open_deck_id", "polls", ["deck_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index(op.f("ix_polls_deck_id_opened_at"), "polls", ["deck_id", "opened_at"])
    op.create_index(op.f("ix_polls_changed_at"), "polls", ["changed_at"])
    op.create_table(
        "poll_answers",
        sa.Column("poll_id", ID, nullable=False),
        sa.Column("pair", sa.String(32), nullable=False),
        sa.Column("moment", sa.String(6), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], op.f("fk_poll_answers_poll_id_polls")),
        sa.PrimaryKeyConstraint("poll_id", "pair", "moment", name=op.f("pk_poll_answers")),
        sqlite_with_rowid=False,
    )


def _laws() -> None:
    votes: sa.Column[bool] = sa.Column("votes", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("rooms", votes)
    op.create_table(
        "room_votes",
        sa.Column("room_id", ID, nullable=False),
        sa.Column("player_id", ID, nullable=False),
        sa.Column("law", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], op.f("fk_room_votes_room_id_rooms")),
        sa.PrimaryKeyConstraint("room_id", "player_id", name=op.f("pk_room_votes")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_room_votes_player_id"), "room_votes", ["player_id"])
    op.create_table(
        "room_laws",
        sa.Column("room_id", ID, nullable=False),
        sa.Column("first_round", sa.Integer(), nullable=False),
        sa.Column("last_round", sa.Integer(), nullable=False),
        sa.Column("law", sa.String(40), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], op.f("fk_room_laws_room_id_rooms")),
        sa.PrimaryKeyConstraint("room_id", "first_round", name=op.f("pk_room_laws")),
        sqlite_with_rowid=False,
    )
