"""Opening an uploaded picture and drawing it anew, in a process of its own: decoders may have holes."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from ...child_process import Refused
from .picture import (
    ANIMATED,
    DAMAGED,
    LONGEST_SIDE,
    MOST_BYTES,
    MOST_PIXELS,
    MOST_SCANS,
    SIDE,
    SMALLEST_SIDE,
    TOO_HARD,
    TOO_LONG,
    TOO_MANY_PIXELS,
    TOO_SMALL,
    PictureError,
    check_file,
)
from .pixels import square


def work(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """The task of the child: the file from stdin, drawn anew on stdout."""
    across, down = map(float, arguments)
    try:
        stdout.write(draw_anew(stdin.read(MOST_BYTES + 1), (across, down)))
    except PictureError as error:
        raise Refused(str(error)) from None
    return 0


def draw_anew(data: bytes, focus: tuple[float, float]) -> bytes:
    """What ``recode`` does, in this very process; raises MemoryError as well."""
    name = check_file(data)
    with _damage_told():
        return square(_open(data, name), focus)


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
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS[name] // 2
    picture = Image.open(BytesIO(data), formats=(name,))
    _check_size(*picture.size, MOST_PIXELS[name])
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


def _check_size(width: int, height: int, most: int) -> None:
    if min(width, height) < SMALLEST_SIDE:
        raise PictureError(TOO_SMALL)
    if max(width, height) > LONGEST_SIDE:
        raise PictureError(TOO_LONG)
    if width * height > most:
        raise PictureError(TOO_MANY_PIXELS)
