"""Ids: random where they must not reveal anything, ordered by time where many rows are keyed by them.

An index is a tree ordered by its key, and random keys land on random pages of it: among ten million runs,
every guess would read and write pages that nobody else needs. So the ids of players and runs begin with the
time, as UUIDs of version 7 do (RFC 9562), and those who play now are next to each other. Each process appends
at one of sixteen places, so that many processes, or the ranges of a distributed database, do not all
contend for the same page.
"""

import itertools
import secrets
import time
from base64 import b32encode, urlsafe_b64encode
from hashlib import blake2b

ID_BITS = 62
PLACE = secrets.randbits(4)
"""Where this process appends, 0 to 15."""

_numbers = itertools.count(secrets.randbits(32))


def new_id() -> int:
    """A random row id, which reveals neither order nor number of rows."""
    return secrets.randbits(ID_BITS) + 1


def new_player_id() -> int:
    """A row id of 62 bits: 4 for the place, 26 for the time in units of 65.5 seconds, 32 for a counter.

    If two processes choose the same id, the later write is run again with the next one (pool.py).
    """
    return _placed(16, 26) << 32 | next(_numbers) & 0xFFFFFFFF


def new_public_id() -> str:
    """128 random bits for a URL, as 22 characters."""
    return secrets.token_urlsafe(16)


def public_id_of(*said: bytes) -> str:
    """A public id derived from the content: the same for the same content, and as hard to guess as that."""
    digest = blake2b(digest_size=16)
    for part in said:
        digest.update(len(part).to_bytes(8) + part)
    return urlsafe_b64encode(digest.digest()).decode().rstrip("=")


def public_token(run_id: str) -> str:
    """The token of the public page of a run: always the same one, and as hard to guess as the id of the run.

    The id cannot be told from it. It has 26 small letters and digits: chats cut other signs off a link.
    """
    digest = blake2b(run_id.encode(), digest_size=16, person=b"public result").digest()
    return b32encode(digest).decode().rstrip("=").lower()


def row_id_of(public_id: str) -> int:
    """The row id derived from a public id, so that what was made under a public id can be found."""
    return int.from_bytes(blake2b(public_id.encode(), digest_size=8).digest()) % (1 << ID_BITS) + 1


def new_run_id() -> str:
    """The place and the time in units of 64 ms, 10 characters, then 128 random bits, 22 characters."""
    return f"{_placed(6, 36):010x}{new_public_id()}"


def _placed(coarse: int, bits: int) -> int:
    """The place, followed by ``bits`` bits of the time in units of ``2**coarse`` milliseconds."""
    return PLACE << bits | (int(time.time() * 1000) >> coarse) % (1 << bits)
