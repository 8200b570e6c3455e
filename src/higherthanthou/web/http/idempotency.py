"""Forms that create something: sent twice, the second request finds what the first created.

Such a form has a token in its field ``form``. What it creates is named by the token and all other fields, so
the same form with another title makes another deck. Without a token, each form is a new one.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from starlette.requests import Request

from ...store.hosts.hosts import Host
from ...store.tables import new_public_id, public_id_of

FIELD = "form"


def name_of(request: Request, host: Host, form: Mapping[str, str], *more: bytes) -> str:
    """The public id of what a form of this host creates; ``more`` is content besides its fields."""
    if not form.get(FIELD):
        return new_public_id()
    said = [str(host.id), request.url.path, *(part for field in sorted(form.items()) for part in field)]
    return public_id_of(*(text.encode(errors="replace") for text in said), *more)


class NameLocks:
    """A lock for each name, in this process."""

    def __init__(self) -> None:
        """None is held."""
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, name: str) -> AsyncIterator[None]:
        """Hold the lock of a name."""
        lock = self._locks.setdefault(name, asyncio.Lock())
        async with lock:
            yield
