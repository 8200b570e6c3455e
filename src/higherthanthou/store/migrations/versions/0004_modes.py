"""The modes besides ``streak``: what they stake and win, lifelines, days, and stars."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What has been played was played in ``streak``, whose value is the streak."""
    op.add_column("players", sa.Column("on_wall", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("runs", sa.Column("value", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("runs", sa.Column("reference_id", BIG, nullable=True))
    op.add_column("runs", sa.Column("day", sa.Integer(), nullable=True))
    year = sa.text("mode = 'year'")
    for name, of in (("ix_runs_unfinished", ["started_at"]), ("ix_runs_open", ["player_id", "deck_id"])):
        op.create_index(name, "runs", of, sqlite_where=sa.text("open = 1"), postgresql_where=sa.text("open"))
    op.create_index(op.f("ix_players_created_at"), "players", ["created_at"])
    op.create_index("ix_runs_years", "runs", ["started_at"], sqlite_where=year, postgresql_where=year)
    op.add_column("guesses", sa.Column("stake", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("guesses", sa.Column("gain", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE runs SET value = streak")
    op.execute('UPDATE guesses SET gain = 1 WHERE "right"')
    op.create_table(
        "lifelines",
        sa.Column("run_id", sa.String(length=22), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_lifelines_run_id")),
        sa.PrimaryKeyConstraint("run_id", "turn", "kind", name=op.f("pk_lifelines")),
        sqlite_with_rowid=False,
    )
    _days()
    _stars()
    _shards()
    op.create_table(
        "erasures",
        sa.Column("player_id", BIG, nullable=False),
        sa.Column("erased_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("player_id", name=op.f("pk_erasures")),
    )
    op.create_index(op.f("ix_erasures_erased_at"), "erasures", ["erased_at"])


def _shards() -> None:
    """What has been counted is in the first shard."""
    shard = sa.Column("shard", sa.Integer(), nullable=False, server_default="0")
    key = ["board", "value", "shard"]
    if op.get_context().dialect.name != "sqlite":
        op.add_column("board_counts", shard)
        op.drop_constraint(op.f("pk_board_counts"), "board_counts", type_="primary")
        op.create_primary_key(op.f("pk_board_counts"), "board_counts", key)
        return
    with op.batch_alter_table(
        "board_counts", recreate="always", table_kwargs={"sqlite_with_rowid": False}
    ) as batch:
        batch.add_column(shard, insert_after="value")  # 3.40 misreads a key whose columns stand behind others
        batch.drop_constraint(op.f("pk_board_counts"), type_="primary")
        batch.create_primary_key(op.f("pk_board_counts"), key)


def _days() -> None:
    op.create_table(
        "day_files",
        sa.Column("deck_id", BIG, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("deck_version", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Integer(), nullable=False),
        sa.Column("profile_id", BIG, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_day_files_deck_id")),
        sa.PrimaryKeyConstraint("deck_id", "day", "place", name=op.f("pk_day_files")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_day_files_profile_id_day"), "day_files", ["profile_id", "day"])
    op.create_table(
        "day_counts",
        sa.Column("deck_id", BIG, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("shard", sa.Integer(), nullable=False),
        sa.Column("higher", sa.Integer(), nullable=False),
        sa.Column("lower", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_day_counts_deck_id")),
        sa.PrimaryKeyConstraint("deck_id", "day", "place", "shard", name=op.f("pk_day_counts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "day_entries",
        sa.Column("player_id", BIG, nullable=False),
        sa.Column("deck_id", BIG, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], name=op.f("fk_day_entries_player_id")),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_day_entries_deck_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_day_entries_run_id")),
        sa.PrimaryKeyConstraint("player_id", "deck_id", "day", name=op.f("pk_day_entries")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_day_entries_run_id"), "day_entries", ["run_id"])


def _stars() -> None:
    op.create_table(
        "ratings",
        sa.Column("player_id", BIG, nullable=False),
        sa.Column("profile_id", BIG, nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], name=op.f("fk_ratings_player_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name=op.f("fk_ratings_profile_id")),
        sa.PrimaryKeyConstraint("player_id", "profile_id", name=op.f("pk_ratings")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_ratings_profile_id"), "ratings", ["profile_id"])
    op.create_table(
        "rated",
        sa.Column("profile_id", BIG, nullable=False),
        sa.Column("first_score", sa.Integer(), nullable=False),
        sa.Column("players", sa.Integer(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column("stars", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("day_weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name=op.f("fk_rated_profile_id")),
        sa.PrimaryKeyConstraint("profile_id", name=op.f("pk_rated")),
    )
