"""Answers in gzip, for those who take it: whole ones, and those that are sent a piece at a time."""

from functools import lru_cache

from isal import isal_zlib

LEVEL = 1
"""The size hardly changes with the level; a twelfth larger than zlib's usual, in a fifth of its time."""

GZIP = 16 + isal_zlib.MAX_WBITS

HEADERS = 256
"""So many ways to say what is accepted are kept as they were understood; browsers have a handful."""

READ = 100
"""A header of more bytes is not read: nobody needs so many to say what he takes."""


def pack(body: bytes) -> bytes:
    """A whole body in gzip."""
    return isal_zlib.compress(body, LEVEL, GZIP)


def unpack(packed: bytes) -> bytes:
    """The body again."""
    return isal_zlib.decompress(packed, GZIP)


class Packer:
    """A body in gzip that is sent while it is made: each piece can be read as it comes."""

    def __init__(self) -> None:
        """Nothing has been sent yet."""
        self._stream = isal_zlib.compressobj(LEVEL, isal_zlib.DEFLATED, GZIP)

    def pack(self, piece: bytes, more: bool) -> bytes:
        """The next piece; the last one closes the whole."""
        ending = isal_zlib.Z_SYNC_FLUSH if more else isal_zlib.Z_FINISH
        return self._stream.compress(piece) + self._stream.flush(ending)


@lru_cache(HEADERS)
def takes_gzip(accepted: bytes) -> bool:
    """Whether an Accept-Encoding header allows gzip."""
    for offer in accepted[:READ].lower().split(b","):
        coding, *parameters = offer.replace(b" ", b"").split(b";")
        if coding == b"gzip":
            return not any(parameter in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000") for parameter in parameters)
    return False
