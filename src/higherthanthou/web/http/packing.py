"""Answers in gzip, for those who take it: whole ones, and those that are sent a piece at a time."""

try:
    from isal import isal_zlib as zlib  # the same by Intel's igzip, where there is a wheel of it

    LEVEL = 1
except ImportError:
    import zlib  # type: ignore[no-redef]  # with the same names

    LEVEL = 5

from ...caches.cached import cached
from ...caches.sizes import ACCEPTED

GZIP = 16 + zlib.MAX_WBITS

READ = 100
"""Of a longer header only so many bytes are read; browsers send a quarter of them."""


def pack(body: bytes) -> bytes:
    """A whole body in gzip."""
    return zlib.compress(body, LEVEL, GZIP)


def unpack(packed: bytes) -> bytes:
    """The body again."""
    return zlib.decompress(packed, GZIP)


class Packer:
    """A body in gzip that is sent while it is made: each piece can be read as it comes."""

    def __init__(self) -> None:
        """Nothing has been sent yet."""
        self._stream = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)

    def pack(self, piece: bytes, more: bool) -> bytes:
        """The next piece; the last one closes the whole."""
        ending = zlib.Z_SYNC_FLUSH if more else zlib.Z_FINISH
        return self._stream.compress(piece) + self._stream.flush(ending)


def takes_gzip(accepted: bytes) -> bool:
    """Whether an Accept-Encoding header allows gzip."""
    return _takes_gzip(accepted[:READ])


@cached(ACCEPTED)
def _takes_gzip(accepted: bytes) -> bool:
    for offer in accepted.lower().split(b","):
        coding, *parameters = b"".join(offer.split()).split(b";")
        if coding == b"gzip":
            return not any(parameter in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000") for parameter in parameters)
    return False
