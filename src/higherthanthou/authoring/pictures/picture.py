"""Uploaded pictures: checked, opened in a process of their own and drawn anew, upright, square and small."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from ...child_process import Refused, TooHard, whole
from .pixels import SIDE as SIDE
from .pixels import square

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 16_000_000
SMALLEST_SIDE, LONGEST_SIDE = 64, 10_000
MOST_SCANS = 250
"""A JPEG needs a dozen; each of thousands is some bytes to send and a pass over the picture to decode."""

MEMORY, SECONDS = 512 * 1024 * 1024, 10
MOST_RECODED = 1024 * 1024
FORMATS = {"PNG": (0, b"\x89PNG\r\n\x1a\n"), "JPEG": (0, b"\xff\xd8\xff"), "WEBP": (8, b"WEBP")}
"""``{Pillow's name: (place, bytes that every such file has there)}``"""

EMPTY = "This file is empty; choose a PNG, JPEG or WebP picture."
TOO_MANY_BYTES = "This picture is larger than 5 MB; save it smaller and upload that."
OTHER_FORMAT = "This is not a PNG, JPEG or WebP picture; save it as one of these and upload that."
TOO_MANY_PIXELS = "This picture has more than 16 megapixels; make it smaller and upload that."
TOO_LONG = "A side of this picture is longer than 10,000 pixels; make it smaller and upload that."
TOO_SMALL = "A side of this picture is shorter than 64 pixels; upload a larger one."
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


def work(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """The task of the child: the file from stdin, drawn anew on stdout."""
    across, down = map(float, arguments)
    try:
        stdout.write(draw_anew(stdin.read(MOST_BYTES + 1), (across, down)))
    except PictureError as error:
        raise Refused(str(error)) from None
    return 0


def draw_anew(data: bytes, focus: tuple[float, float]) -> bytes:
    """``recode`` itself, in this very process; raises MemoryError as well."""
    name = check_file(data)
    with _damage_told():
        return square(_open(data, name), focus)


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


@contextmanager
def _damage_told() -> Iterator[None]:
    """Whatever a decoder makes of a strange file is one of our sentences."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (PictureError, MemoryError):
        raise
    except Image.DecompressionBombError:
        raise PictureError(TOO_MANY_PIXELS) from None
    except Exception as error:
        # Decoders raise nearly every kind of error: OSError, SyntaxError, struct.error, KeyError ...
        raise PictureError(DAMAGED) from error


def _open(data: bytes, name: str) -> Image.Image:
    """The picture with its header read and checked, nothing decoded; a JPEG is shrunk while it is."""
    # Pillow refuses what has twice as many, and does so before it makes room for them.
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2
    picture = Image.open(BytesIO(data), formats=(name,))
    _check_size(*picture.size)
    if name == "JPEG":
        if data.count(b"\xff\xda") > MOST_SCANS:
            raise PictureError(TOO_HARD)
        picture.draft(None, (2 * SIDE, 2 * SIDE))
    elif getattr(picture, "n_frames", 1) > 1:
        raise PictureError(ANIMATED)
    elif name == "PNG":
        # Without this a PNG may lack its end and fail its checksums. It uses the picture up.
        picture.verify()
        picture = Image.open(BytesIO(data), formats=(name,))
    return picture


def _check_size(width: int, height: int) -> None:
    if min(width, height) < SMALLEST_SIDE:
        raise PictureError(TOO_SMALL)
    if max(width, height) > LONGEST_SIDE:
        raise PictureError(TOO_LONG)
    if width * height > MOST_PIXELS:
        raise PictureError(TOO_MANY_PIXELS)
