"""Uploaded pictures: what is refused and how it is said, and that nothing but pixels comes out of the others."""

import struct
import time
from io import BytesIO

import pytest
from PIL import Image, ImageCms
from tests.authoring.hostile_pictures import (
    BLUE,
    CLEANED,
    GREEN,
    HOSTILE,
    RED,
    SECRET,
    WHITE,
    Hostile,
    chunk,
    encode,
    exif,
    png,
    png_with,
    quartered,
)

from higherthanthou.authoring.pictures import picture
from higherthanthou.authoring.pictures.decoding import draw_anew
from higherthanthou.authoring.pictures.picture import MOST_BYTES, SIDE, PictureError, check_file, recode

CARD = (0xFB, 0xF8, 0xF0)
MIDDLE = (0.5, 0.5)
APART = {
    "png-50000x50000", "png-bomb-in-ztxt", "jpeg-300-scans", "jpeg-and-php", "svg", "gif-10000-frames",
    "png-cut-to-60-percent", "webp-10000-frames", "jpeg-with-place-and-name", "jpeg-orientation-6", "jpeg-cmyk",
    "png-4000x4000",
}  # fmt: skip
named = pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)


def opened(data: bytes) -> Image.Image:
    """The picture that came out, after a look at its wrapping: a WebP that holds pixels and nothing else."""
    assert data[:4] == b"RIFF"
    assert data[8:16] == b"WEBPVP8 "
    length = struct.unpack("<I", data[16:20])[0]
    assert len(data) == 20 + length + length % 2
    drawn = Image.open(BytesIO(data), formats=("WEBP",))
    assert (drawn.size, drawn.mode) == ((SIDE, SIDE), "RGB")
    return drawn


def is_near(colour: tuple[int, ...], other: tuple[int, ...], apart: int = 12) -> bool:
    """Whether two colours look the same, for WebP keeps no colour exactly."""
    return all(abs(one - two) <= apart for one, two in zip(colour, other, strict=True))


def corners(data: bytes) -> list[tuple[int, ...]]:
    """The colours at top left, top right, bottom left and bottom right."""
    drawn = opened(data)
    return [drawn.getpixel(place) for place in ((60, 60), (450, 60), (60, 450), (450, 450))]


def is_upright(data: bytes) -> bool:
    """Whether the corners are those of ``quartered``."""
    return all(map(is_near, corners(data), (RED, GREEN, BLUE, WHITE)))


def colour(data: bytes, focus: tuple[float, float] = MIDDLE) -> tuple[int, ...]:
    """The colour in the middle of what is drawn."""
    return opened(draw_anew(data, focus)).getpixel((SIDE // 2, SIDE // 2))


def test_there_are_many_hostile_pictures() -> None:
    """Each has a name of its own, and those that go through a process exist."""
    names = {hostile.name for hostile in HOSTILE}
    assert len(names) == len(HOSTILE) >= 60
    assert names >= APART


@named
def test_a_hostile_picture_is_refused_with_a_sentence_or_comes_out_clean(hostile: Hostile) -> None:
    """In little time, whatever it claims to be; of one that is accepted nothing but pixels is left."""
    began = time.process_time()
    if hostile.refused is CLEANED:
        drawn = draw_anew(hostile.data, MIDDLE)
        opened(drawn)
        assert SECRET not in drawn
    else:
        with pytest.raises(PictureError, match=hostile.refused):
            draw_anew(hostile.data, MIDDLE)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "hostile", [hostile for hostile in HOSTILE if hostile.name in APART], ids=lambda hostile: hostile.name
)
def test_a_process_of_its_own_comes_to_the_same(hostile: Hostile) -> None:
    """The same sentence, or the same bytes for the same picture, each time."""
    if hostile.refused is CLEANED:
        assert recode(hostile.data) == draw_anew(hostile.data, MIDDLE)
    else:
        with pytest.raises(PictureError, match=hostile.refused):
            recode(hostile.data)


def test_every_sentence_says_what_to_do() -> None:
    """Each is one sentence that ends in an instruction."""
    sentences = {value for value in vars(picture).values() if isinstance(value, str) and value.endswith(".")}
    sentences -= {picture.__doc__}
    assert len(sentences) == 9
    for sentence in sentences:
        assert sentence.startswith(("This ", "A side of this "))
        assert any(word in sentence.split(";")[1] for word in ("choose", "save", "make", "upload"))


@pytest.mark.parametrize(
    "data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n" + bytes(MOST_BYTES)], ids=["empty", "format", "bytes"]
)
def test_bounds_come_before_any_process(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be told from the first bytes and the size costs nothing."""
    monkeypatch.setattr(picture, "whole", lambda *arguments, **options: pytest.fail("A process was started."))
    with pytest.raises(PictureError):
        recode(data)


def test_the_bounds_themselves_are_inside() -> None:
    """64 pixels a side, 20,000 pixels a side and 25 MB are taken."""
    good = encode(Image.new("RGB", (64, 20_000), GREEN), "PNG")
    assert is_near(colour(good), GREEN)
    assert check_file(good + bytes(MOST_BYTES - len(good))) == "PNG"
    assert is_near(colour(good + bytes(MOST_BYTES - len(good))), GREEN)


def test_too_little_memory_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of a picture that needs more memory than it may take is ended, and the server lives."""
    large = encode(Image.new("RGB", (4000, 4000), RED), "PNG")
    monkeypatch.setattr(picture, "MEMORY", 100 * 1024 * 1024)
    with pytest.raises(PictureError, match="too much time or memory"):
        recode(large)
    assert is_upright(recode(encode(quartered(), "PNG")))


def test_too_much_time_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of a picture that is not drawn at the deadline is ended, here before it began."""
    monkeypatch.setattr(picture, "SECONDS", 0)
    with pytest.raises(PictureError, match="too much time or memory"):
        recode(encode(Image.new("RGB", (4000, 4000), RED), "PNG"))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_the_first_bytes_tell_the_format(form: str) -> None:
    """A picture in each of the three formats is drawn, whatever a file of it may have been called."""
    data = encode(quartered(), form)
    assert check_file(data) == form
    assert is_upright(draw_anew(data, MIDDLE))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "as_stored"),
    [
        (1, None),
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
        (3, Image.Transpose.ROTATE_180),
        (4, Image.Transpose.FLIP_TOP_BOTTOM),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_90),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_a_picture_comes_out_upright(form: str, orientation: int, as_stored: Image.Transpose | None) -> None:
    """However the camera was held; 6, the usual one, is stored a quarter turn to the left."""
    upright = quartered(size=(160, 160))
    stored = upright if as_stored is None else upright.transpose(as_stored)
    assert is_upright(draw_anew(encode(stored, form, exif=exif(orientation)), MIDDLE))


@pytest.mark.parametrize(
    ("focus", "seen"),
    [
        ((0.5, 0.5), GREEN), ((0.1, 0.5), RED), ((0.9, 0.5), BLUE), ((0.0, 0.0), RED), ((1.0, 1.0), BLUE),
        ((-7.0, 9.0), RED), ((7.0, -9.0), BLUE), ((float("inf"), 0.5), BLUE), ((float("nan"), 0.5), RED),
    ],
)  # fmt: skip
def test_the_square_is_around_the_focus_and_inside_of_the_picture(
    focus: tuple[float, float], seen: tuple[int, int, int]
) -> None:
    """Far off the picture it is at its edge; never a margin that was not there, along or across."""
    bands = Image.new("RGB", (300, 100), RED)
    bands.paste(GREEN, (100, 0, 200, 100))
    bands.paste(BLUE, (200, 0, 300, 100))
    drawn = opened(draw_anew(encode(bands, "PNG"), focus))
    assert all(is_near(drawn.getpixel(place), seen) for place in ((20, 20), (490, 20), (256, 490)))
    turned = encode(bands.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif(6), quality=95)
    assert is_near(colour(turned, focus), seen)


def test_the_focus_reaches_the_process() -> None:
    """Across and down are not mixed up on the way."""
    halves = Image.new("RGB", (100, 200), RED)
    halves.paste(BLUE, (0, 100, 100, 200))
    data = encode(halves, "PNG")
    assert is_near(opened(recode(data, (0.9, 0.1))).getpixel((256, 256)), RED)
    assert is_near(opened(recode(data, (0.1, 0.9))).getpixel((256, 256)), BLUE)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_clear_shows_the_card(mode: str) -> None:
    """All of it where nothing is painted, half of it where that is half clear."""
    half = Image.new("RGBA", (100, 100), (0, 0, 0, 128)).convert(mode)
    assert is_near(colour(encode(Image.new(mode, (100, 100)), "PNG")), CARD, 3)
    assert is_near(colour(encode(half, "PNG")), tuple(part * 127 // 255 for part in CARD))


@pytest.mark.parametrize("mode", ["P", "RGB", "L"])
def test_one_clear_colour_shows_the_card(mode: str) -> None:
    """A palette, colours or grays of which one is said to be clear."""
    clear = {"P": 0, "RGB": (0, 0, 0), "L": 0}[mode]
    data = encode(Image.new(mode, (100, 100), clear), "PNG", transparency=clear)
    assert is_near(colour(data), CARD, 3)


def test_colours_survive_every_mode() -> None:
    """CMYK, palette and 16 bits a channel look as they did."""
    assert is_upright(draw_anew(encode(quartered("CMYK"), "JPEG", quality=95), MIDDLE))
    assert is_upright(draw_anew(encode(quartered().quantize(8), "PNG"), MIDDLE))
    gray = encode(Image.new("I;16", (100, 100), 0x8000), "PNG")
    assert is_near(colour(gray), (128, 128, 128), 3)
    deep = b"".join(b"\0" + struct.pack(">HHH", *(part * 257 for part in RED)) * 100 for _ in range(100))
    assert is_near(colour(png(100, 100, 16, 2, deep)), RED)
    assert is_near(colour(png_with(chunk(b"gAMA", b"\0\0\0\0"))), RED)


def test_a_colour_profile_is_used_and_a_broken_one_ignored() -> None:
    """With red and blue swapped in its profile, a red picture is a blue one."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    red = Image.new("RGB", (100, 100), (255, 0, 0))
    assert is_near(colour(encode(red, "PNG", icc_profile=swapped)), (0, 0, 255), 20)
    assert is_near(colour(encode(red, "PNG", icc_profile=profile)), (255, 0, 0))
    assert is_near(colour(encode(red, "PNG", icc_profile=swapped[:300])), (255, 0, 0))


def test_of_many_pictures_in_one_file_the_first_is_drawn() -> None:
    """As telephones write them, with a smaller one or a map of depths behind it."""
    others = [Image.new("RGB", (160, 120), BLUE)]
    assert is_upright(draw_anew(encode(quartered(), "MPO", save_all=True, append_images=others), MIDDLE))
