"""Pixels of a picture: upright, square, in sRGB and on a new card, so that nothing else comes along."""

from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms

from .picture import SIDE

CARD = "#fbf8f0"
"""What shows through is laid on the colour of the card."""

QUALITY = 82
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


def square(picture: Image.Image, focus: tuple[float, float]) -> bytes:
    """A WebP of ``SIDE`` pixels a side, without metadata.

    Args:
        picture: As it was opened, decoded or not.
        focus: What the square is to be centred on, as fractions 0..1 of the upright width and height.

    Raises:
        Exception: Whatever a decoder raises at a damaged picture.
    """
    picture = _upright(picture)
    profile = picture.info.get("icc_profile")
    part = _mixable(picture.crop(_box(picture.size, focus))).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    cover = part.getchannel("A") if part.mode in ("RGBA", "LA") else None
    card = Image.new("RGB", part.size, CARD)
    card.paste(_to_srgb(part, profile), mask=cover)
    encoded = BytesIO()
    card.save(encoded, "WEBP", quality=QUALITY, method=4)
    return encoded.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    orientation = None
    with suppress(Exception):  # What is said about a picture may be broken where the picture is not.
        orientation = picture.getexif().get(ORIENTATION)
    picture.load()
    turn = UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    return picture if turn is None else picture.transpose(turn)


def _box(size: tuple[int, int], focus: tuple[float, float]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the largest square, as near to the focus as it stays inside."""
    side = min(size)
    left, top = (
        round(min(length - side, max(0.0, length * fraction - side / 2)))
        for length, fraction in zip(size, focus, strict=True)
    )
    return left, top, left + side, top + side


def _mixable(picture: Image.Image) -> Image.Image:
    """The picture in a mode whose pixels can be mixed: no palette, no 16 bits, no single clear colour."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode != "LA" and picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "LA", "RGB", "CMYK") else picture.convert("RGB")


def _to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Opaque RGB, by the colour profile where there is one that can be read and fits."""
    opaque = picture.convert({"RGBA": "RGB", "LA": "L"}.get(picture.mode, picture.mode))
    if profile:
        with suppress(Exception):  # a profile that cannot be read leaves the colours as they are
            source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            opaque = ImageCms.profileToProfile(opaque, source, target, outputMode="RGB") or opaque
    return opaque.convert("RGB")
