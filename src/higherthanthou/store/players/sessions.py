"""Sessions of players: the cookie that stands for a player, and finding who that is.

A cookie is 256 random bits and the number of its player, which is masked by a keyed hash of those bits: so
the row of the session is looked for where all rows of that player are, and the cookie tells neither who nor
when. Only those bits count: a number that was tampered with is that of somebody who has no such session.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from sqlalchemy import bindparam, insert, select
from sqlalchemy.engine import Connection

from ..engine.statement import Statement
from ..tables import ID_BITS, sessions

NUMBER = 8
"""Bytes of a player's number."""

_S = sessions.c
_add = Statement(insert(sessions).values({c.name: bindparam(c.name) for c in _S}))
_of_player = Statement(
    select(_S.player_id).where(
        _S.player_id == bindparam("player_id"), _S.token_hash == bindparam("token_hash")
    )
)
_of_anybody = Statement(select(_S.player_id).where(_S.token_hash == bindparam("token_hash")))
"""For cookies that were given before they had a number; they are good for a year."""


def hash_token(secret: bytes, token: str) -> str:
    """The stored form of a cookie: HMAC-SHA-256 with the server's secret."""
    return hmac.new(secret, token.encode(), hashlib.sha256).hexdigest()


def new_token() -> str:
    """256 random bits for a cookie."""
    return secrets.token_urlsafe(32)


def cookie_of(secret: bytes, token: str, player_id: int) -> str:
    """The cookie of a player: the token, a point, and the number of the player."""
    number = _masked(secret, token, player_id.to_bytes(NUMBER))
    return f"{token}.{urlsafe_b64encode(number).decode().rstrip('=')}"


def _masked(secret: bytes, token: str, number: bytes) -> bytes:
    """The number with a mask of its token put on, or taken off."""
    mask = hmac.new(secret, f"number of {token}".encode(), hashlib.sha256).digest()
    return bytes(one ^ other for one, other in zip(number, mask, strict=False))


def _number_in(secret: bytes, token: str, written: str) -> int:
    """The number behind a mask; 0, which nobody has, if it is none."""
    try:
        number = urlsafe_b64decode(f"{written}=")
    except ValueError:
        return 0
    found = int.from_bytes(_masked(secret, token, number)) if len(number) == NUMBER else 0
    return found if found <= 1 << ID_BITS else 0


def add(connection: Connection, player_id: int, token_hash: str, now: int) -> None:
    """Keep a session of a player."""
    _add.change(connection, player_id=player_id, token_hash=token_hash, created_at=now)


def player_of(connection: Connection, secret: bytes, cookie: str) -> int | None:
    """The id of the player with this cookie; None for nobody."""
    token, point, written = cookie.partition(".")
    token_hash = hash_token(secret, token)
    if not point:
        row = _of_anybody.first(connection, token_hash=token_hash)
    else:
        player_id = _number_in(secret, token, written)
        row = _of_player.first(connection, player_id=player_id, token_hash=token_hash)
    return int(row[0]) if row else None
