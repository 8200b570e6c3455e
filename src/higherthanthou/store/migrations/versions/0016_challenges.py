"""Challenges: a run that is over, offered to others; and whether a player's runs may be opened on boards."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None
rolling = True

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ENDED = sa.text("ended_at IS NOT NULL")


def upgrade() -> None:
    """Apply. A server of the version before goes on meanwhile: what is added has a default."""
    replays: sa.Column[bool] = sa.Column("replays", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("players", replays)
    op.create_table(
        "challenges",
        sa.Column("id", ID, nullable=False),
        sa.Column("token", sa.String(22), nullable=False),
        sa.Column("maker_id", ID, nullable=False),
        sa.Column("run_id", sa.String(32), nullable=True),
        sa.Column("deck_id", ID, nullable=False),
        sa.Column("deck_version", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(12), nullable=False),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], op.f("fk_challenges_deck_id_decks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenges")),
        sa.UniqueConstraint("token", name=op.f("uq_challenges_token")),
        sa.UniqueConstraint("run_id", name=op.f("uq_challenges_run_id")),
    )
    op.create_index(op.f("ix_challenges_maker_id"), "challenges", ["maker_id"])
    op.create_index(
        "ix_challenges_ended_at", "challenges", ["ended_at"], sqlite_where=ENDED, postgresql_where=ENDED
    )
    op.create_table(
        "challenge_files",
        sa.Column("challenge_id", ID, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("profile_id", ID, nullable=False),
        sa.Column("score", ID, nullable=False),
        sa.Column("anchor", ID, nullable=False),
        sa.Column("before_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenges.id"], op.f("fk_challenge_files_challenge_id_challenges")
        ),
        sa.PrimaryKeyConstraint("challenge_id", "turn", name=op.f("pk_challenge_files")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "challenge_attempts",
        sa.Column("player_id", ID, nullable=False),
        sa.Column("challenge_id", ID, nullable=False),
        sa.Column("run_id", sa.String(32), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("player_id", "challenge_id", name=op.f("pk_challenge_attempts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_challenge_attempts_challenge_id"), "challenge_attempts", ["challenge_id"])
