"""Pictures that were asked for lately, ready to be sent; those asked for longest ago make room for others."""

from collections import OrderedDict
from typing import NamedTuple

from ...caches.registry import register
from ...caches.sizes import PORTRAIT_BYTES

AROUND = 300
"""What it takes to keep one, besides its bytes."""


class SentPicture(NamedTuple):
    """A picture as it is sent: its media type, and its bytes, in gzip if it is a drawing."""

    kind: bytes
    data: bytes
    packed: bool


class PictureCache:
    """Pictures by their names, for the event loop alone."""

    def __init__(self, room: int = PORTRAIT_BYTES) -> None:
        """Nothing is kept yet."""
        self._pictures: OrderedDict[str, SentPicture] = OrderedDict()
        self._room, self.kept = room, 0
        register(self, __name__, room)

    def get(self, name: str) -> SentPicture | None:
        """The picture of that name, if it is kept."""
        picture = self._pictures.get(name)
        if picture is not None:
            self._pictures.move_to_end(name)
        return picture

    def put(self, name: str, picture: SentPicture) -> None:
        """Keep a picture."""
        if name in self._pictures:
            return
        self._pictures[name] = picture
        self.kept += len(picture.data) + AROUND
        while self.kept > self._room:
            _, gone = self._pictures.popitem(last=False)
            self.kept -= len(gone.data) + AROUND
