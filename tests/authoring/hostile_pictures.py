"""Pictures that a host may send by mistake or out of spite, each with what becomes of it."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from random import Random

from PIL import Image, ImageCms

RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 30), (30, 30, 200), (255, 255, 255)
SECRET = b"SECRET-MARK"
"""What is hidden in pictures that are accepted, and must not come out."""

SCRIPT = b"<script>alert('" + SECRET + b"')</script>"
PHP = b"<?php system('" + SECRET + b"'); ?>"

EMPTY, BYTES, FORMAT = "is empty", "larger than 25 MB", "not a PNG, JPEG or WebP"
PIXELS, LONG, SMALL = "more megapixels than can be opened", "longer than 20,000", "shorter than 64"
ANIMATED, DAMAGED, HARD = "is animated", "damaged or incomplete", "too much time or memory"
CLEANED = None


@dataclass(frozen=True)
class Hostile:
    """A file and a part of the sentence that refuses it, or None where it is accepted and cleaned.

    A large one is made when it is needed: every run of tests imports this module.
    """

    name: str
    made: bytes | Callable[[], bytes]
    refused: str | None

    @cached_property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.made if isinstance(self.made, bytes) else self.made()


def encode(picture: Image.Image, form: str, **options: object) -> bytes:
    """The bytes of a picture in one of Pillow's formats."""
    file = BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def quartered(mode: str = "RGB", size: tuple[int, int] = (160, 120)) -> Image.Image:
    """Red, green, blue and white: top left, top right, bottom left and bottom right."""
    width, height = size[0] // 2, size[1] // 2
    picture = Image.new("RGB", size, WHITE)
    picture.paste(RED, (0, 0, width, height))
    picture.paste(GREEN, (width, 0, size[0], height))
    picture.paste(BLUE, (0, height, width, size[1]))
    return picture.convert(mode)


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int = 100,
    height: int = 100,
    depth: int = 8,
    colour: int = 2,
    pixels: bytes | None = None,
    *extra: bytes,
) -> bytes:
    """A PNG written by hand, its header true or not, with chunks between header and pixels."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    rows = b"".join(b"\0" + bytes(RED) * 100 for _ in range(100)) if pixels is None else pixels
    body = chunk(b"IDAT", zlib.compress(rows, 9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(extra) + body + chunk(b"IEND", b"")


def png_with(*extra: bytes) -> bytes:
    """A good little PNG with more chunks in it."""
    return png(100, 100, 8, 2, None, *extra)


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    """A WebP of these chunks."""
    body = b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def jpeg_segment(mark: int, body: bytes) -> bytes:
    """A segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, mark, len(body) + 2) + body


def jpeg_with(*segments: bytes, base: bytes | None = None) -> bytes:
    """A good little JPEG with more segments after its start."""
    base = encode(quartered(), "JPEG", quality=95) if base is None else base
    return base[:2] + b"".join(segments) + base[2:]


def resized_jpeg(width: int, height: int) -> bytes:
    """A JPEG whose header says another size than its data has."""
    data = bytearray(encode(quartered(), "JPEG"))
    place = data.index(b"\xff\xc0") + 5
    data[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def exif(orientation: int = 1) -> Image.Exif:
    """Where it was taken, by whom, and which way up."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = SECRET.decode()
    made[0x013B] = SECRET.decode()
    made.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return made


def flipped(data: bytes, place: int) -> bytes:
    """The bytes with one of them wrong."""
    changed = bytearray(data)
    changed[place] ^= 0xFF
    return bytes(changed)


def many_scans(number: int) -> bytes:
    """A progressive JPEG with its last scan again and again."""
    data = encode(quartered(), "JPEG", progressive=True)
    start = data.rindex(b"\xff\xda")
    return data[:start] + data[start:-2] * number + b"\xff\xd9"


@cache
def packed_zeros() -> bytes:
    """A hundred megabytes in a hundred kilobytes."""
    return zlib.compress(bytes(100_000_000), 9)


def bombs() -> list[Hostile]:
    """Little files that want to become large."""
    vp8x = struct.pack("<I", 0) + (49_999).to_bytes(3, "little") * 2
    vp8l = b"\x2f" + struct.pack("<I", 16_382 | 16_382 << 14)
    vp8 = b"\x10\x02\x00\x9d\x01\x2a" + struct.pack("<HH", 16_383, 16_383)
    return [
        Hostile("png-50000x50000", png(50_000, 50_000), PIXELS),
        Hostile("png-50000x50000-1-bit", lambda: png(50_000, 50_000, 1, 0, bytes(20_000_000)), PIXELS),
        Hostile("png-4e9x4e9", png(2**32 - 1, 2**32 - 1), PIXELS),
        Hostile("png-2e9x1", png(2**31 - 1, 1), PIXELS),
        Hostile("png-8001x6250", png(8001, 6250), PIXELS),
        Hostile("png-20001x100", png(20_001, 100), LONG),
        Hostile("png-100x20001", png(100, 20_001), LONG),
        Hostile("png-large-header-little-data", png(4000, 4000), CLEANED),
        Hostile("png-more-pixels-than-header", lambda: png(100, 100, 8, 2, bytes(40_000_000)), CLEANED),
        Hostile("png-bomb-in-ztxt", lambda: png_with(chunk(b"zTXt", b"a\0\0" + packed_zeros())), DAMAGED),
        Hostile(
            "png-bomb-in-itxt", lambda: png_with(chunk(b"iTXt", b"a\0\1\0\0\0" + packed_zeros())), DAMAGED
        ),
        Hostile("png-bomb-in-iccp", lambda: png_with(chunk(b"iCCP", b"a\0\0" + packed_zeros())), DAMAGED),
        Hostile(
            "png-second-header-larger",
            png_with(chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0))),
            PIXELS,
        ),
        Hostile("jpeg-65500x65500", resized_jpeg(65_500, 65_500), PIXELS),
        Hostile("jpeg-12001x10000", resized_jpeg(12_001, 10_000), PIXELS),
        Hostile("jpeg-4000x4000-little-data", resized_jpeg(4000, 4000), CLEANED),
        Hostile("jpeg-300-scans", many_scans(300), HARD),
        Hostile("webp-extended-50000x50000", riff((b"VP8X", vp8x), (b"VP8 ", vp8)), PIXELS),
        Hostile("webp-lossless-16383x16383", riff((b"VP8L", vp8l + bytes(20))), PIXELS),
        Hostile("webp-lossy-16383x16383", riff((b"VP8 ", vp8 + bytes(20))), PIXELS),
        Hostile("bytes-over-25-mb", lambda: png_with() + bytes(25 * 1024 * 1024), BYTES),
    ]


def polyglots() -> list[Hostile]:
    """Files that are a picture and something else: they are accepted, and only the picture comes out."""
    zipped = b"PK\x03\x04" + bytes(26) + SECRET + b"PK\x05\x06" + bytes(18)
    pdf = b"%PDF-1.4\n1 0 obj<</JS(" + SECRET + b")>>endobj\n%%EOF"
    html = b"<html><body>" + SCRIPT + b"</body></html>"
    jpeg, still = encode(quartered(), "JPEG"), encode(quartered(), "PNG")
    webp = encode(quartered(), "WEBP", lossless=True)
    gif = encode(quartered("P"), "GIF")
    return [
        Hostile("jpeg-and-zip", jpeg + zipped, CLEANED),
        Hostile("jpeg-and-html", jpeg + html, CLEANED),
        Hostile("jpeg-and-php", jpeg + PHP, CLEANED),
        Hostile("jpeg-and-pdf", jpeg + pdf, CLEANED),
        Hostile("jpeg-and-jpeg", jpeg + jpeg_with(jpeg_segment(0xFE, SECRET)), CLEANED),
        Hostile("jpeg-with-script-comment", jpeg_with(jpeg_segment(0xFE, SCRIPT)), CLEANED),
        Hostile("jpeg-with-php-segment", jpeg_with(jpeg_segment(0xED, PHP)), CLEANED),
        Hostile("png-and-zip", still + zipped, CLEANED),
        Hostile("png-and-html", still + html, CLEANED),
        Hostile("png-and-php", still + PHP, CLEANED),
        Hostile("webp-and-zip", webp + zipped, CLEANED),
        Hostile("png-with-script-text", png_with(chunk(b"tEXt", b"Comment\0" + SCRIPT)), CLEANED),
        Hostile("png-with-script-ztxt", png_with(chunk(b"zTXt", b"a\0\0" + zlib.compress(SCRIPT))), CLEANED),
        Hostile("png-with-unknown-chunk", png_with(chunk(b"prVt", PHP)), CLEANED),
        Hostile("webp-with-unknown-chunk", riff((b"VP8L", webp[20:]), (b"ABCD", PHP)), CLEANED),
        Hostile("gif-and-zip", gif + zipped, FORMAT),
        Hostile("gif-that-is-script", b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", FORMAT),
        Hostile("html-before-png", html + still, FORMAT),
        Hostile("pdf-before-jpeg", pdf + jpeg, FORMAT),
    ]


def other_formats() -> list[Hostile]:
    """Formats we do not take, and files that only seem to be of one that we do."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    picture = quartered()
    frames = [Image.new("P", (64, 64), number) for number in range(2)] * 50
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n(x) run\n"
    return [
        Hostile("svg", svg, FORMAT),
        Hostile(
            "svg-with-declaration",
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg,
            FORMAT,
        ),
        Hostile("html", b"<!doctype html>" + SCRIPT, FORMAT),
        Hostile("gif", encode(picture.convert("P"), "GIF"), FORMAT),
        Hostile("gif-100-frames", encode(frames[0], "GIF", save_all=True, append_images=frames[1:]), FORMAT),
        Hostile(
            "gif-10000-frames",
            b"GIF89a"
            + struct.pack("<HHBBB", 64, 64, 0, 0, 0)
            + (b"\x2c" + struct.pack("<HHHHB", 0, 0, 64, 64, 0) + b"\x02\x02\x4c\x01\x00") * 10_000
            + b";",
            FORMAT,
        ),
        Hostile("bmp", encode(picture, "BMP"), FORMAT),
        Hostile("tiff", encode(picture, "TIFF"), FORMAT),
        Hostile("ico", encode(picture, "ICO"), FORMAT),
        Hostile("avif", encode(picture, "AVIF"), FORMAT),
        Hostile("heic-header", b"\0\0\0\x18ftypheic" + bytes(100), FORMAT),
        Hostile("jpeg-2000", encode(picture, "JPEG2000"), FORMAT),
        Hostile("jpeg-xl-header", b"\xff\x0a" + bytes(100), FORMAT),
        Hostile(
            "psd-header",
            b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 100, 100, 8, 3) + bytes(100),
            FORMAT,
        ),
        Hostile("eps", eps, FORMAT),
        Hostile("postscript-behind-bytes", b"\xc5\xd0\xd3\xc6" + bytes(26) + eps, FORMAT),
        Hostile("ppm", encode(picture, "PPM"), FORMAT),
        Hostile("pdf", encode(picture, "PDF"), FORMAT),
        Hostile("zip", b"PK\x03\x04" + bytes(100), FORMAT),
        Hostile("executable", b"\x7fELF" + bytes(200), FORMAT),
        Hostile("imagemagick-script", b"push graphic-context\nfill 'url(https://example.com/)'\n", FORMAT),
        Hostile("wave-in-riff", b"RIFF\x24\0\0\0WAVEfmt " + bytes(40), FORMAT),
        Hostile("empty", b"", EMPTY),
        Hostile("one-byte", b"\x89", FORMAT),
        Hostile("spaces", b" " * 1000, FORMAT),
        Hostile("random", Random(1).randbytes(5000), FORMAT),
        Hostile("png-header-then-random", b"\x89PNG\r\n\x1a\n" + Random(2).randbytes(5000), DAMAGED),
        Hostile("jpeg-header-then-random", b"\xff\xd8\xff\xe0" + Random(3).randbytes(5000), DAMAGED),
        Hostile("webp-header-then-random", b"RIFF\0\x10\0\0WEBPVP8 " + Random(4).randbytes(5000), DAMAGED),
        Hostile("jpeg-header-then-png", b"\xff\xd8\xff" + encode(picture, "PNG"), DAMAGED),
        Hostile("webp-as-png", b"\x89PNG\r\n\x1a\n" + encode(picture, "WEBP"), DAMAGED),
    ]


def damaged() -> list[Hostile]:
    """Pictures that end too early or do not hold together."""
    noise = Image.effect_noise((160, 120), 60).convert("RGB")
    noise.putpixel((0, 0), RED)
    whole = {
        "png": encode(noise, "PNG"),
        "jpeg": encode(noise, "JPEG"),
        "progressive": encode(noise, "JPEG", progressive=True),
        "webp": encode(noise, "WEBP"),
        "lossless": encode(noise, "WEBP", lossless=True),
    }
    cut = [
        Hostile(f"{name}-cut-to-{percent}-percent", data[: len(data) * percent // 100], DAMAGED)
        for name, data in whole.items()
        for percent in (2, 25, 60, 98)
    ]
    png_data = whole["png"]
    header = png_data.index(b"IHDR")
    return [
        *cut,
        Hostile("png-signature-alone", png_data[:8], DAMAGED),
        Hostile("png-without-end", png_data[:-12], DAMAGED),
        Hostile("png-without-pixels", png_data[:33] + png_data[-12:], DAMAGED),
        Hostile("png-broken-header-checksum", flipped(png_data, header + 17), DAMAGED),
        Hostile("png-broken-pixel-checksum", flipped(png_data, len(png_data) - 13), DAMAGED),
        Hostile("png-broken-pixels", flipped(png_data, len(png_data) // 2), DAMAGED),
        Hostile("png-unknown-depth", png(100, 100, 5), DAMAGED),
        Hostile("png-unknown-colour", png(100, 100, 8, 9), DAMAGED),
        Hostile(
            "png-short-header", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0\0\0\x64") + png_data[33:], DAMAGED
        ),
        Hostile("png-chunk-of-4-gb", png_data[:33] + b"\xff\xff\xff\xfftEXt" + png_data[33:], DAMAGED),
        Hostile("png-palette-missing", png(100, 100, 8, 3, bytes(10_100)), CLEANED),
        Hostile("png-0x0", png(0, 0), DAMAGED),
        Hostile("png-0x100", png(0, 100), DAMAGED),
        Hostile("jpeg-0x0", resized_jpeg(0, 0), DAMAGED),
        Hostile("png-1x1", encode(Image.new("RGB", (1, 1)), "PNG"), SMALL),
        Hostile("jpeg-1x1", encode(Image.new("RGB", (1, 1)), "JPEG"), SMALL),
        Hostile("webp-1x1", encode(Image.new("RGB", (1, 1)), "WEBP"), SMALL),
        Hostile("png-1x10000", encode(Image.new("L", (1, 10_000)), "PNG"), SMALL),
        Hostile("png-10000x1", encode(Image.new("L", (10_000, 1)), "PNG"), SMALL),
        Hostile("jpeg-63x64", encode(Image.new("RGB", (63, 64)), "JPEG"), SMALL),
        Hostile("webp-size-of-4-gb", whole["webp"][:4] + b"\xff\xff\xff\xff" + whole["webp"][8:], DAMAGED),
    ]


def moving() -> list[Hostile]:
    """More than one frame."""
    frames = [Image.new("RGB", (64, 64), colour) for colour in (RED, GREEN, BLUE)]
    two = {"save_all": True, "append_images": frames[1:]}
    control = chunk(b"acTL", struct.pack(">II", 10_000, 0))
    frame = bytes((0, 0, 0, 0, 64, 0, 0, 0, 0))
    dot = encode(Image.new("RGB", (64, 64), RED), "WEBP")[12:]
    many = [(b"ANMF", bytes(6) + b"\x3f\0\0\x3f\0\0" + bytes(4) + dot)] * 10_000
    return [
        Hostile("apng", encode(frames[0], "PNG", **two), ANIMATED),
        Hostile("apng-10000-frames-said", png_with(control), ANIMATED),
        Hostile("webp-animated", encode(frames[0], "WEBP", **two), ANIMATED),
        Hostile(
            "webp-10000-frames",
            riff((b"VP8X", b"\x02\0\0\0\x3f\0\0\x3f\0\0"), (b"ANIM", bytes(6)), *many),
            ANIMATED,
        ),
        Hostile(
            "jpeg-of-two-pictures", encode(quartered(), "MPO", save_all=True, append_images=frames), CLEANED
        ),
        Hostile("webp-frame-without-picture", riff((b"VP8X", b"\x02" + frame), (b"ANIM", bytes(6))), DAMAGED),
    ]


def strange() -> list[Hostile]:
    """Pictures that are good, in modes and with baggage that trip up a careless reader."""
    picture, clear = quartered(), quartered("RGBA")
    clear.putalpha(128)
    palette = quartered().quantize(8)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"
    deep = b"".join(b"\0" + struct.pack(">HHH", 51_400, 7710, 7710) * 100 for _ in range(100))
    nested = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">HHHII", 1, 0x8769, 4, 1, 8) + struct.pack(">I", 8)
    return [
        Hostile("jpeg-with-place-and-name", encode(picture, "JPEG", exif=exif()), CLEANED),
        Hostile("png-with-place-and-name", encode(picture, "PNG", exif=exif()), CLEANED),
        Hostile("webp-with-place-and-name", encode(picture, "WEBP", exif=exif(), xmp=xmp), CLEANED),
        Hostile("jpeg-with-xmp-and-comment", encode(picture, "JPEG", xmp=xmp, comment=SECRET), CLEANED),
        *(
            Hostile(f"jpeg-orientation-{turn}", encode(picture, "JPEG", exif=exif(turn)), CLEANED)
            for turn in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 65_535)
        ),
        Hostile(
            "jpeg-exif-garbage",
            jpeg_with(jpeg_segment(0xE1, b"Exif\0\0" + Random(5).randbytes(500))),
            CLEANED,
        ),
        Hostile("jpeg-exif-that-holds-itself", jpeg_with(jpeg_segment(0xE1, nested)), CLEANED),
        Hostile("jpeg-cmyk", encode(quartered("CMYK"), "JPEG"), CLEANED),
        Hostile("jpeg-gray", encode(quartered("L"), "JPEG"), CLEANED),
        Hostile("jpeg-progressive", encode(picture, "JPEG", progressive=True), CLEANED),
        Hostile("jpeg-60-scans", many_scans(60), CLEANED),
        Hostile("png-16-bit-gray", encode(Image.new("I;16", (100, 100), 30_000), "PNG"), CLEANED),
        Hostile("png-16-bit-colour", png(100, 100, 16, 2, deep), CLEANED),
        Hostile(
            "png-16-bit-one-colour-clear",
            png(100, 100, 16, 2, deep, chunk(b"tRNS", struct.pack(">HHH", 51_400, 7710, 7710))),
            CLEANED,
        ),
        Hostile("png-1-bit", encode(quartered("1"), "PNG"), CLEANED),
        Hostile("png-gray-with-alpha", encode(quartered("LA"), "PNG"), CLEANED),
        Hostile("png-palette", encode(palette, "PNG"), CLEANED),
        Hostile("png-palette-one-colour-clear", encode(palette, "PNG", transparency=0), CLEANED),
        Hostile(
            "png-palette-alpha-for-each",
            encode(palette, "PNG", transparency=bytes(range(0, 256, 32))),
            CLEANED,
        ),
        Hostile("png-gray-one-level-clear", encode(quartered("L"), "PNG", transparency=255), CLEANED),
        Hostile("png-alpha", encode(clear, "PNG"), CLEANED),
        Hostile("png-all-clear", encode(Image.new("RGBA", (100, 100)), "PNG"), CLEANED),
        Hostile("webp-lossless", encode(picture, "WEBP", lossless=True), CLEANED),
        Hostile("webp-alpha", encode(clear, "WEBP"), CLEANED),
        Hostile("png-icc", encode(picture, "PNG", icc_profile=profile), CLEANED),
        Hostile("png-icc-of-other-mode", encode(quartered("L"), "PNG", icc_profile=profile), CLEANED),
        Hostile("png-icc-garbage", encode(picture, "PNG", icc_profile=SECRET * 200), CLEANED),
        Hostile("png-icc-cut", encode(picture, "PNG", icc_profile=profile[:200]), CLEANED),
        Hostile(
            "jpeg-icc-wild-offsets",
            encode(picture, "JPEG", icc_profile=profile[:132] + b"\xff" * 300),
            CLEANED,
        ),
        Hostile("jpeg-wide", lambda: encode(quartered(size=(10_000, 64)), "JPEG"), CLEANED),
        Hostile("png-4000x4000", lambda: encode(Image.new("RGB", (4000, 4000), RED), "PNG"), CLEANED),
    ]


HOSTILE = [*bombs(), *polyglots(), *other_formats(), *damaged(), *moving(), *strange()]
"""Every one of them; names are unique."""
