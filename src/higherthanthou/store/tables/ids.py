"""Ids: random where they must tell nothing, ordered by time where many rows hang on them.

An index is a tree ordered by its key, and each random key lands on another page of it: among ten million runs
every guess would read and write pages that nobody else needs. So the keys of players and runs begin with the
time, as UUIDs of version 7 do (RFC 9562), and those who play now lie side by side. Each process appends at
one of sixteen places, so that neither many processes nor the ranges of a distributed database queue for one.
"""

import itertools
import secrets
import time
from base64 import urlsafe_b64encode
from hashlib import blake2b

ID_BITS = 62
PLACE = secrets.randbits(4)
"""Where this process appends."""

_numbers = itertools.count(secrets.randbits(32))


def new_id() -> int:
    """A row id that tells neither order nor number."""
    return secrets.randbits(ID_BITS) + 1


def new_player_id() -> int:
    """A row id of 62 bits: 4 of the place, 26 of the time, in units of 65.5 seconds, and 32 of a count.

    Processes that meet by chance find the id taken, and write again with the next one (pool.py).
    """
    return _placed(16, 26) << 32 | next(_numbers) & 0xFFFFFFFF


def new_public_id() -> str:
    """128 random bits for a URL, as 22 characters."""
    return secrets.token_urlsafe(16)


def public_id_of(*said: bytes) -> str:
    """The public id that belongs to what was said: the same again for the same, and as hard to guess."""
    digest = blake2b(digest_size=16)
    for part in said:
        digest.update(len(part).to_bytes(8) + part)
    return urlsafe_b64encode(digest.digest()).decode().rstrip("=")


def row_id_of(public_id: str) -> int:
    """The row id that belongs to a public one: what is made under a name is found by it."""
    return int.from_bytes(blake2b(public_id.encode(), digest_size=8).digest()) % (1 << ID_BITS) + 1


def new_run_id() -> str:
    """128 random bits after the place and the time, in units of 64 milliseconds: 10 and 22 characters."""
    return f"{_placed(6, 36):010x}{new_public_id()}"


def _placed(coarse: int, bits: int) -> int:
    """The place, and after it so many bits of the time in units of ``2**coarse`` milliseconds."""
    return PLACE << bits | (int(time.time() * 1000) >> coarse) % (1 << bits)
