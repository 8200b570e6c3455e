"""Uploaded pictures: checked, opened in a process of their own and drawn anew, upright, square and small."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageCms

from ..apart import Refused, TooHard, whole

SIDE = 512
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 16_000_000
SMALLEST_SIDE, LONGEST_SIDE = 64, 10_000
MOST_SCANS = 250
"""A JPEG needs a dozen; each of thousands is some bytes to send and a pass over the picture to decode."""

CARD = "#fbf8f0"
"""What shows through is laid on the colour of the card."""

MEMORY, SECONDS = 512 * 1024 * 1024, 10
MOST_RECODED = 1024 * 1024
FORMATS = {"PNG": (0, b"\x89PNG\r\n\x1a\n"), "JPEG": (0, b"\xff\xd8\xff"), "WEBP": (8, b"WEBP")}
"""``{Pillow's name: (place, bytes that every such file has there)}``"""

ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""``{orientation: what sets it upright}`` (CIPA DC-008, Exif 2.32, tag 274)"""

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
        square = _draw(_upright(_open(data, name)), focus)
    return _encode(square)


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


def _upright(picture: Image.Image) -> Image.Image:
    try:
        orientation = picture.getexif().get(ORIENTATION)
    except Exception:
        orientation = None
    picture.load()
    turn = UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    if turn is None:
        return picture
    turned = picture.transpose(turn)
    turned.info = picture.info
    return turned


def _draw(picture: Image.Image, focus: tuple[float, float]) -> Image.Image:
    """The square around the focus on a new card, in sRGB: nothing but pixels comes along."""
    profile = picture.info.get("icc_profile")
    part = _mixable(picture.crop(_square(picture.size, focus))).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    cover = part.getchannel("A") if part.mode in ("RGBA", "LA") else None
    card = Image.new("RGB", part.size, CARD)
    card.paste(_to_srgb(part, profile), mask=cover)
    return card


def _square(size: tuple[int, int], focus: tuple[float, float]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the largest square, as near to the focus as it stays inside."""
    side = min(size)
    left, top = (
        round(min(length - side, max(0.0, length * fraction - side / 2)))
        for length, fraction in zip(size, focus, strict=True)
    )
    return left, top, left + side, top + side


def _mixable(picture: Image.Image) -> Image.Image:
    """The picture in a mode whose pixels can be mixed: no palette, no 16 bits, no single colour left out."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode != "LA" and picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "LA", "RGB", "CMYK") else picture.convert("RGB")


def _to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Opaque RGB, by the colour profile where there is one that can be read."""
    opaque = picture.convert({"RGBA": "RGB", "LA": "L"}.get(picture.mode, picture.mode))
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return (
                ImageCms.profileToProfile(opaque, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
                or opaque
            )
        except Exception:
            return opaque.convert("RGB")
    return opaque.convert("RGB")


def _encode(picture: Image.Image) -> bytes:
    encoded = BytesIO()
    picture.save(encoded, "WEBP", quality=82, method=4)
    return encoded.getvalue()
