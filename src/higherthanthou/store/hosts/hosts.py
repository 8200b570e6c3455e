"""Hosts, and the cookies that stand for them."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from ...game.errors import Refusal
from ...game.names.alias import alias_key
from ..engine.errors import Missing
from ..players.players import belongs_to
from ..tables import HostRow, decks, host_sessions, hosts, upload_pieces, uploads

SESSION_AGE = 14 * 24 * 3600 * 1000
"""A host signs in again after so many milliseconds."""


@dataclass(frozen=True, slots=True)
class Host:
    """A host as the pages know one; an ``operator`` looks after the players of every deck."""

    id: int
    name: str
    operator: bool = False


class Account(NamedTuple):
    """A host as the command line lists one; ``since`` in milliseconds."""

    name: str
    decks: int
    operator: bool
    since: int


def add(connection: Connection, name: str, password_hash: str, now: int) -> None:
    """Add a host; refuse a name that somebody has."""
    row = HostRow(name=name, name_key=alias_key(name), password_hash=password_hash, created_at=now)
    try:
        connection.execute(insert(hosts), row.model_dump())
    except IntegrityError:
        raise Refusal(f"There is a host {name} already.") from None


def credentials(connection: Connection, name: str) -> tuple[Host, str] | None:
    """The host of that name and the hash of the password, or None."""
    query = select(hosts.c.id, hosts.c.name, hosts.c.password_hash).where(hosts.c.name_key == alias_key(name))
    row = connection.execute(query).first()
    return (Host(row[0], row[1]), row[2]) if row else None


def named(connection: Connection, name: str) -> Host:
    """The host of that name, or a refusal."""
    found = credentials(connection, name)
    if found is None:
        raise Refusal(f"There is no host {name}.")
    return found[0]


def nobody(connection: Connection) -> bool:
    """Whether there is no host yet."""
    return connection.execute(select(hosts.c.id).limit(1)).first() is None


def sign_in(
    connection: Connection, host_id: int, token_hash: str, now: int, before: str | None, player_id: int | None
) -> None:
    """Keep the new cookie of a host in place of the one from before, and whose browser it is."""
    sign_out(connection, before)
    connection.execute(delete(host_sessions).where(host_sessions.c.created_at < now - SESSION_AGE))
    connection.execute(
        insert(host_sessions), {"token_hash": token_hash, "host_id": host_id, "created_at": now}
    )
    belongs_to(connection, player_id, host_id)


def sign_out(connection: Connection, token_hash: str | None) -> None:
    """End a session, if there is one."""
    connection.execute(delete(host_sessions).where(host_sessions.c.token_hash == token_hash))


def host_of(connection: Connection, token_hash: str, now: int) -> Host | None:
    """The host whose cookie this is, unless it has grown old."""
    shown = select(hosts.c.id, hosts.c.name, hosts.c.operator)
    query = shown.join(host_sessions, host_sessions.c.host_id == hosts.c.id)
    fresh = host_sessions.c.created_at >= now - SESSION_AGE
    row = connection.execute(query.where(host_sessions.c.token_hash == token_hash, fresh)).first()
    return Host(*row) if row else None


def accounts(connection: Connection) -> list[Account]:
    """Every host, by name."""
    theirs = select(func.count()).where(decks.c.host_id == hosts.c.id).scalar_subquery()
    query = select(hosts.c.name, theirs, hosts.c.operator, hosts.c.created_at).order_by(hosts.c.name_key)
    return [Account(*row) for row in connection.execute(query)]


def make_operator(connection: Connection, host_id: int, operator: bool) -> None:
    """Make a host an operator, or no longer."""
    connection.execute(update(hosts).where(hosts.c.id == host_id).values(operator=operator))


def set_password(
    connection: Connection, host_id: int, password_hash: str, but: str | None, old_hash: str | None = None
) -> None:
    """Set a password and end every session of the host ``but`` the one of that cookie.

    With ``old_hash``, only if that is still the one kept: two changes at once do not both pass.
    """
    mine = hosts.c.id == host_id
    if old_hash is not None:
        mine &= hosts.c.password_hash == old_hash
    changed = connection.execute(update(hosts).where(mine).values(password_hash=password_hash))
    if changed.rowcount != 1:
        raise Missing
    others = host_sessions.c.token_hash != (but or "")
    connection.execute(delete(host_sessions).where(host_sessions.c.host_id == host_id, others))


def remove(connection: Connection, host_id: int) -> int:
    """Forget a host. The decks stay and are the house's; return how many there are.

    The rows keep the host's id, which nobody has any more: browsers that are known as that host's still know
    the answers.
    """
    theirs = select(uploads.c.id).where(uploads.c.host_id == host_id)
    connection.execute(delete(upload_pieces).where(upload_pieces.c.upload_id.in_(theirs)))
    for table in (uploads, host_sessions):
        connection.execute(delete(table).where(table.c.host_id == host_id))
    connection.execute(delete(hosts).where(hosts.c.id == host_id))
    left = select(func.count()).select_from(decks).where(decks.c.host_id == host_id)
    return connection.execute(left).scalar_one()
