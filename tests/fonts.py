"""Makes the fonts of pictures from those of pages (``make fonts``): one weight each, as TTF, and how wide they are.

The drawing program takes no woff2, and knows a font by the family name in the file only.
"""

import json
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parents[1] / "static" / "fonts"
PARTS = ("basic-latin", "latin-1", "signs", "latin-ext-a", "latin-ext")
DROPPED = ("STAT", "DSIG", "gasp", "MVAR", "avar", "HVAR", "meta")
"""Tables that no static font needs, or that differ between the parts."""

NAMES = (1, 2, 3, 4, 6, 16, 17, 25)
"""Numbers of the names that a font has, which all give way to those of its family."""

MADE = 3_800_000_000
"""When the fonts say they were made, in seconds since 1904."""


class Cut(NamedTuple):
    """A font of pictures: its file, the one of pages that it is cut from, its weight and its family name."""

    name: str
    source: str
    weight: int
    family: str


CUTS = (
    Cut("archivo-800.ttf", "archivo", 800, "Archivo ExtraBold"),
    Cut("public-sans-400.ttf", "public-sans", 400, "Public Sans Regular"),
    Cut("public-sans-600.ttf", "public-sans", 600, "Public Sans SemiBold"),
    Cut("martian-mono-600.ttf", "martian-mono", 600, "Martian Mono SemiBold"),
)


def made(cut: Cut) -> bytes:
    """The font as a TTF file."""
    parts = [_part(cut, part) for part in PARTS]
    font = Merger().merge(parts)
    font.recalcTimestamp = False  # the same file at any time
    font["head"].created = font["head"].modified = MADE
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in NAMES]
    for number, text in ((1, cut.family), (2, "Regular"), (4, cut.family), (6, cut.family.replace(" ", ""))):
        names.setName(text, number, 3, 1, 0x409)
    return _written(font)


def _part(cut: Cut, part: str) -> BytesIO:
    font = TTFont(FONTS / f"{cut.source}-{part}.woff2")
    font.flavor = None
    font = instantiateVariableFont(font, {"wght": cut.weight})
    for table in DROPPED:
        if table in font:
            del font[table]
    return BytesIO(_written(font))


def _written(font: Any) -> bytes:
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def widths(font: bytes) -> dict[str, str]:
    """Every character of a font by its width in thousandths of the size: ``{width: characters}``."""
    read = TTFont(BytesIO(font))
    unit, metrics = read["head"].unitsPerEm, read["hmtx"].metrics
    found: dict[str, list[str]] = {}
    for code, glyph in sorted(read.getBestCmap().items()):
        found.setdefault(str(round(1000 * metrics[glyph][0] / unit)), []).append(chr(code))
    return {width: "".join(found[width]) for width in sorted(found, key=int)}


def main() -> None:
    """Write all of them."""
    fonts = {cut: made(cut) for cut in CUTS}
    for cut, font in fonts.items():
        (FONTS / cut.name).write_bytes(font)
    told = {cut.family: widths(font) for cut, font in fonts.items()}
    (FONTS / "widths.json").write_text(json.dumps(told, ensure_ascii=True, indent=1) + "\n")


if __name__ == "__main__":
    main()
