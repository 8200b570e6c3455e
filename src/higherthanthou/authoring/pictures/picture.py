"""Uploaded pictures: checked here, and drawn anew in a process of their own: upright, square and small."""

from ...child_process import Refused, TooHard, whole
from ...upload_limits import PICTURE_BYTES

SIDE = 512
MOST_BYTES = PICTURE_BYTES
MOST_PIXELS = {"JPEG": 120_000_000, "PNG": 50_000_000, "WEBP": 24_000_000}
"""What fits into the memory of the process. A JPEG is shrunk while it is decoded, the others afterwards."""

SMALLEST_SIDE, LONGEST_SIDE = 64, 20_000
MOST_SCANS = 250
"""A JPEG needs a dozen; each of thousands is some bytes to send and a pass over the picture to decode."""

MEMORY, SECONDS = 512 * 1024 * 1024, 10
MOST_RECODED = 1024 * 1024
FORMATS = {"PNG": (0, b"\x89PNG\r\n\x1a\n"), "JPEG": (0, b"\xff\xd8\xff"), "WEBP": (8, b"WEBP")}
"""``{Pillow's name: (place, bytes that every such file has there)}``"""

EMPTY = "This file is empty; choose a PNG, JPEG or WebP picture."
TOO_MANY_BYTES = f"This picture is larger than {MOST_BYTES // 1024**2} MB; save it smaller and upload that."
OTHER_FORMAT = "This is not a PNG, JPEG or WebP picture; save it as one of these and upload that."
TOO_MANY_PIXELS = (
    "This picture has more megapixels than can be opened (a JPEG {JPEG}, a PNG {PNG}, a WebP {WEBP}); "
    "make it smaller and upload that."
).format(**{name: most // 10**6 for name, most in MOST_PIXELS.items()})
TOO_LONG = f"A side of this picture is longer than {LONGEST_SIDE:,} pixels; make it smaller and upload that."
TOO_SMALL = f"A side of this picture is shorter than {SMALLEST_SIDE} pixels; upload a larger one."
ANIMATED = "This picture is animated; upload a single frame."
DAMAGED = "This picture is damaged or incomplete; open it, save it again and upload that."
TOO_HARD = "This picture takes too much time or memory to open; save it as a plain PNG and upload that."


class PictureError(Exception):
    """A picture cannot be used; ``str(error)`` is one sentence for the host that says what to do."""


def recode(data: bytes, focus: tuple[float, float] = (0.5, 0.5)) -> bytes:
    """A picture as a square WebP of ``SIDE`` pixels without a byte of what was sent; blocks for its process.

    Args:
        data: The file as it was uploaded: PNG, JPEG or WebP.
        focus: What the square is to be centred on, as fractions 0..1 of the upright width and height.

    Raises:
        PictureError: The file is no such picture, too large, animated, damaged or too hard to open.
    """
    try:
        check_file(data)
        return whole(
            "picture", *map(str, focus), stdin=data, memory=MEMORY, seconds=SECONDS, at_most=MOST_RECODED
        )
    except Refused as refused:
        raise PictureError(str(refused)) from None
    except TooHard:
        raise PictureError(TOO_HARD) from None


def check_file(data: bytes) -> str:
    """Pillow's name of the format, from the file's first bytes.

    Raises:
        PictureError: The file is empty, too large or of another format.
    """
    if not data:
        raise PictureError(EMPTY)
    if len(data) > MOST_BYTES:
        raise PictureError(TOO_MANY_BYTES)
    for name, (place, mark) in FORMATS.items():
        if data.startswith(mark, place):
            return name
    raise PictureError(OTHER_FORMAT)
