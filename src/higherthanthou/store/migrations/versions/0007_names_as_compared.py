"""Aliases and names of hosts are compared with the marks that change a word; files are searched as compared.

Names with the same key now had the same key before, so no two rows come to share one, not even on the way.
The rules stand here as they were then: those of the game may change.
"""

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROWS = 1000
ACCENTED = ("LATIN ", "GREEK ", "CYRILLIC ")


def upgrade() -> None:
    """Apply."""
    op.add_column("profiles", sa.Column("sought", sa.Text(), nullable=False, server_default=""))
    _fill("profiles", ("name", "occupation", "place"), "sought", lambda *texts: _folded("\n".join(texts)))
    _fill("players", ("alias",), "alias_key", _key, 200)
    _fill("hosts", ("name",), "name_key", _key, 120)


def _key(name: str) -> str:
    return "".join(c for c in _folded(name) if c.isalnum() or _is_mark(c))


def _folded(text: str) -> str:
    """Without case, width, and the marks on Latin, Greek and Cyrillic letters or on no letter."""
    kept, counts = [], False
    for character in unicodedata.normalize("NFKD", text).casefold():
        if not _is_mark(character):
            counts = character.isalpha() and not unicodedata.name(character, "").startswith(ACCENTED)
        elif not counts:
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _fill(
    table: str, sources: tuple[str, ...], column: str, made: Callable[..., str], longest: int | None = None
) -> None:
    """Make a column anew from others; what would be too long stays as it was."""
    connection = op.get_bind()
    rows = sa.table(table, *map(sa.column, ("id", *sources, column)))
    write = rows.update().where(rows.c.id == sa.bindparam("of")).values({column: sa.bindparam("to")})
    for page in _pages(connection, rows):
        changed = [{"of": row.id, "to": text} for row in page if (text := made(*row[1:-1])) != row[-1]]
        if fitting := [one for one in changed if longest is None or len(one["to"]) <= longest]:
            connection.execute(write, fitting)


def _pages(connection: sa.Connection, rows: sa.TableClause) -> Iterator[list[Any]]:
    """The rows of a table in the order of their ids, some at a time."""
    last = -1
    while page := list(
        connection.execute(sa.select(rows).where(rows.c.id > last).order_by(rows.c.id).limit(ROWS))
    ):
        yield page
        last = page[-1].id
