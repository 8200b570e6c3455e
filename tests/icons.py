"""Draws the PNG icons of static/icons/ from static/icon.svg, for systems that take no SVG (``make icons``).

The drawing has a square ground and triangles, and nothing else is understood: another shape needs a line here.
"""

import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageDraw

STATIC = Path(__file__).parents[1] / "static"
SIZES = {"icon-192.png": 192, "icon-512.png": 512, "apple-touch-icon.png": 180}
"""Width and height in pixels of each file."""

FINER = 8
"""So many times larger it is drawn, and then made smaller, which smooths the edges."""

Point = tuple[float, float]


def shapes(svg: str) -> Iterator[tuple[str, list[Point]]]:
    """The colour and the corners of each shape, in the units of its view box."""
    for shape in ElementTree.fromstring(svg):
        if shape.tag.endswith("rect"):
            width, height = float(shape.attrib["width"]), float(shape.attrib["height"])
            yield shape.attrib["fill"], [(0, 0), (width, 0), (width, height), (0, height)]
        else:
            yield shape.attrib["fill"], corners(shape.attrib["d"])


def corners(path: str) -> list[Point]:
    """The corners of a path of straight lines: from one place to the next, or with a small m by steps."""
    assert re.fullmatch(r"[Mm][\d\s.-]+z", path), path
    numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", path)]
    across, down = numbers[::2], numbers[1::2]
    if path.startswith("m"):
        across, down = list(accumulate(across)), list(accumulate(down))
    return list(zip(across, down, strict=True))


def drawn(size: int) -> Image.Image:
    """The icon of that width and height, without transparency."""
    svg = (STATIC / "icon.svg").read_text()
    scale = size * FINER / float(ElementTree.fromstring(svg).attrib["viewBox"].split()[2])
    large = Image.new("RGB", (size * FINER, size * FINER))
    for colour, points in shapes(svg):
        ImageDraw.Draw(large).polygon([(x * scale, y * scale) for x, y in points], fill=colour)
    return large.resize((size, size), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    for name, size in SIZES.items():
        drawn(size).save(STATIC / "icons" / name, optimize=True)
