"""Aliases and names of hosts are compared with the marks that change a word; files are searched as compared.

Names with the same key now had the same key before, so no two rows come to share one, not even on the way.
"""

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from higherthanthou.game.alias import alias_key
from higherthanthou.game.folding import folded

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROWS = 1000


def upgrade() -> None:
    """Apply."""
    op.add_column("profiles", sa.Column("sought", sa.Text(), nullable=False, server_default=""))
    _fill("profiles", ("name", "occupation", "place"), "sought", lambda *texts: folded("\n".join(texts)))
    _fill("players", ("alias",), "alias_key", alias_key, 200)
    _fill("hosts", ("name",), "name_key", alias_key, 120)


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
