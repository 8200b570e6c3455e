"""the game."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "board_counts",
        sa.Column("board", sa.String(length=60), nullable=False),
        sa.Column("value", BIG, nullable=False),
        sa.Column("players", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("board", "value", name=op.f("pk_board_counts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "decks",
        sa.Column("id", BIG, nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("theme", sa.String(length=60), nullable=False),
        sa.Column("model", sa.String(length=60), nullable=True),
        sa.Column("noun", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decks")),
        sa.UniqueConstraint("slug", name=op.f("uq_decks_slug")),
    )
    op.create_table(
        "players",
        sa.Column("id", BIG, nullable=False),
        sa.Column("alias", sa.String(length=100), nullable=False),
        sa.Column("alias_key", sa.String(length=200), nullable=False),
        sa.Column("name_hidden", sa.Boolean(), nullable=False),
        sa.Column("own_score", sa.Integer(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_players")),
        sa.UniqueConstraint("alias_key", name=op.f("uq_players_alias_key")),
    )
    op.create_table(
        "board_rows",
        sa.Column("board", sa.String(length=60), nullable=False),
        sa.Column("player_id", BIG, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("reached_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], name=op.f("fk_board_rows_player_id")),
        sa.PrimaryKeyConstraint("board", "player_id", name=op.f("pk_board_rows")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("board_rows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_board_rows_player_id"), ["player_id"], unique=False)
        batch_op.create_index(
            "ix_board_rows_best", ["board", sa.text("value DESC"), "reached_at", "player_id"], unique=False
        )

    op.create_table(
        "profiles",
        sa.Column("id", BIG, nullable=False),
        sa.Column("deck_id", BIG, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("occupation", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("file_number", sa.String(length=40), nullable=False),
        sa.Column("portrait", sa.String(length=22), nullable=False),
        sa.Column("portrait_alt", sa.String(length=400), nullable=False),
        sa.Column("look", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("withheld", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_profiles_deck_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profiles")),
        sa.UniqueConstraint("portrait", name=op.f("uq_profiles_portrait")),
    )
    with op.batch_alter_table("profiles", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_profiles_deck_id_score_id"), ["deck_id", "score", "id"], unique=False
        )

    op.create_table(
        "runs",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("player_id", BIG, nullable=False),
        sa.Column("deck_id", BIG, nullable=False),
        sa.Column("deck_version", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=12), nullable=False),
        sa.Column("own_score", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("streak", sa.Integer(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("ranked", sa.Boolean(), nullable=False),
        sa.Column("profile_id", BIG, nullable=False),
        sa.Column("file_score", sa.Integer(), nullable=False),
        sa.Column("dealt_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_runs_deck_id")),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], name=op.f("fk_runs_player_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_runs_player_id_started_at"), ["player_id", "started_at"], unique=False
        )

    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("player_id", BIG, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], name=op.f("fk_sessions_player_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_player_id"), ["player_id"], unique=False)

    op.create_table(
        "sightings",
        sa.Column("player_id", BIG, nullable=False),
        sa.Column("profile_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], name=op.f("fk_sightings_player_id")),
        sa.PrimaryKeyConstraint("player_id", "profile_id", name=op.f("pk_sightings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "guesses",
        sa.Column("run_id", sa.String(length=22), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("profile_id", BIG, nullable=False),
        sa.Column("guess", sa.String(length=6), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Integer(), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("dealt_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_guesses_run_id")),
        sa.PrimaryKeyConstraint("run_id", "turn", name=op.f("pk_guesses")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Not offered: restore a backup instead."""
    raise NotImplementedError
