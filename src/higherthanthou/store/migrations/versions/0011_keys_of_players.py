"""Every row of a player is keyed by the player first, so that a database can be distributed by players.

The runs of a player, their guesses and lifelines are found by player and id. That nobody else has an alias is
kept by a table of its own, because a distributed database keeps a key unique within a shard only.

SQLite can change no key in place: there the tables are made anew, in the order of their keys. On PostgreSQL
the two that have no column for the player are made anew, too; of the others keys and references are changed,
one in a statement, as a distributed database wants it.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TYPES: dict[str, TypeEngine[Any]] = {"id": ID, "int": sa.Integer(), "big": sa.BigInteger()}
TYPES |= {"bool": sa.Boolean(), "text": sa.Text()}
COLUMNS = {
    "players": "id id, alias 100, alias_key 200, own_score int, provisional bool, answers text, "
    "created_at big, host_id id ?, on_wall bool",
    "sessions": "player_id id, token_hash 64, created_at big",
    "runs": "player_id id, id 32, deck_id id, deck_version int, mode 12, own_score id, anchor id, turn int, "
    "streak int, value int, open bool, ranked bool, profile_id id, file_score id, dealt_at big, "
    "started_at big, ended_at big ?, reference_id id ?, day int ?",
    "guesses": "player_id id, run_id 32, turn int, profile_id id, name 200, guess 6, score id, anchor id, "
    "right bool, stake int, gain int, dealt_at big, decided_at big",
    "lifelines": "player_id id, run_id 32, turn int, kind 12",
    "day_entries": "player_id id, deck_id id, day int, run_id 32",
}
"""Name and type (a number: text of so many characters) of each column, and ``?`` where it may be empty."""

KEYS = {
    "players": ["id"],
    "sessions": ["player_id", "token_hash"],
    "runs": ["player_id", "id"],
    "guesses": ["player_id", "run_id", "turn"],
    "lifelines": ["player_id", "run_id", "turn", "kind"],
    "day_entries": ["player_id", "deck_id", "day"],
}
LOGS = ("guesses", "lifelines")
"""Tables without a column for the player, who is known from the run."""

REFERENCES = {
    "sessions": ("players",),
    "runs": ("players", "decks"),
    "guesses": ("runs",),
    "lifelines": ("runs",),
    "day_entries": ("players", "decks", "runs"),
}
TO = {
    "players": (["player_id"], ["players.id"]),
    "decks": (["deck_id"], ["decks.id"]),
    "runs": (["player_id", "run_id"], ["runs.player_id", "runs.id"]),
}
"""The columns of a reference, and what they refer to."""


def upgrade() -> None:
    """Apply. Nothing is left out, and cookies stay good."""
    _aliases()
    if op.get_bind().dialect.name == "sqlite":
        _on_sqlite()
    else:
        _on_postgresql()


def _aliases() -> None:
    op.create_table(
        "aliases",
        sa.Column("alias_key", sa.String(200), nullable=False),
        sa.Column("player_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("alias_key", name=op.f("pk_aliases")),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO aliases (alias_key, player_id) SELECT alias_key, id FROM players ORDER BY 1")


def _columns(table: str) -> list[sa.Column[Any]]:
    made: list[sa.Column[Any]] = []
    for line in COLUMNS[table].split(","):
        name, kind, *optional = line.split()
        made.append(sa.Column(name, TYPES.get(kind) or sa.String(int(kind)), nullable=bool(optional)))
    return made


def _copy(table: str, *constraints: sa.Constraint, order: str = "", rowid: bool = False) -> None:
    """Make ``new_TABLE`` from a table, in the order of its key if no other is given."""
    columns = _columns(table)
    op.create_table(f"new_{table}", *columns, *constraints, sqlite_with_rowid=rowid)
    names = {column.name: f'{table}."{column.name}"' for column in columns}
    source = table
    if table in LOGS:
        source = f"{table} JOIN runs ON runs.id = {table}.run_id"
        names["player_id"] = "runs.player_id"
    written = ", ".join(f'"{name}"' for name in names)
    order = order or ", ".join(names[name] for name in KEYS[table])
    read = f"SELECT {', '.join(names.values())} FROM {source} ORDER BY {order}"  # noqa: S608  # names of this file
    op.execute(f"INSERT INTO new_{table} ({written}) {read}")


def _put(table: str) -> None:
    """Put a new table in the place of the old one."""
    op.drop_table(table)
    op.rename_table(f"new_{table}", table)


def _on_sqlite() -> None:
    for table, key in KEYS.items():
        constraints: list[sa.Constraint] = [sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}"))]
        for named in REFERENCES.get(table, ()):
            ours, theirs = TO[named]
            constraints.append(sa.ForeignKeyConstraint(ours, theirs, op.f(f"fk_{table}_{'_'.join(ours)}")))
        rowid = table in ("players", "runs")
        _copy(table, *constraints, order="runs.rowid" if table == "runs" else "", rowid=rowid)
    for table in KEYS:
        _put(table)
    op.create_index(op.f("ix_players_created_at"), "players", ["created_at"])
    op.create_index(op.f("ix_sessions_token_hash"), "sessions", ["token_hash"])
    is_open, years = sa.text("open = 1"), sa.text("mode = 'year'")
    op.create_index(op.f("ix_runs_player_id_started_at"), "runs", ["player_id", "started_at"])
    op.create_index(op.f("ix_runs_deck_id_deck_version"), "runs", ["deck_id", "deck_version"])
    op.create_index("ix_runs_unfinished", "runs", ["started_at"], sqlite_where=is_open)
    op.create_index("ix_runs_open", "runs", ["player_id", "deck_id"], sqlite_where=is_open)
    op.create_index("ix_runs_years", "runs", ["started_at"], sqlite_where=years)


def _on_postgresql() -> None:
    of_runs = (*LOGS, "day_entries")
    for table in of_runs:
        op.drop_constraint(op.f(f"fk_{table}_run_id"), table, type_="foreignkey")
    op.drop_constraint(op.f("uq_players_alias_key"), "players", type_="unique")
    for table in ("runs", "sessions"):
        op.drop_constraint(op.f(f"pk_{table}"), table, type_="primary")
        op.create_primary_key(op.f(f"pk_{table}"), table, KEYS[table])
    for table in LOGS:
        _copy(table)
        _put(table)
        op.create_primary_key(op.f(f"pk_{table}"), table, KEYS[table])
    op.drop_index(op.f("ix_sessions_player_id"), table_name="sessions")
    op.create_index(op.f("ix_sessions_token_hash"), "sessions", ["token_hash"])
    op.drop_index(op.f("ix_day_entries_run_id"), table_name="day_entries")
    for table in of_runs:
        ours, _ = TO["runs"]
        op.create_foreign_key(op.f(f"fk_{table}_player_id_run_id"), table, "runs", ours, ["player_id", "id"])
