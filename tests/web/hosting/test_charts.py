"""The charts of the host's pages: drawn without style attributes, and said in words."""

import re
from xml.etree import ElementTree

import pytest

from higherthanthou.game.measure import Measure
from higherthanthou.paths import STATIC
from higherthanthou.web.html.render import templates

DRAWN = {
    "histogram": ((1, 0, 3, 1500), 350, 950, Measure(unit="points")),
    "no files": ((0, 0, 0, 0), 1, 1, ""),
    "strip": (((350, 400), (950, 940), (600, 700)), 350, 950, Measure()),
    "no dots": ((), 350, 950),
    "rate": (0.62, 0.48, 0.74),
    "never": (0.0, 0.0, 0.0),
    "always": (1.0, 1.0, 1.0),
}
MACROS = {"no files": "histogram", "no dots": "strip", "never": "rate", "always": "rate"}


def drawn(name: str) -> ElementTree.Element:
    """A chart, read as strictly as XML is."""
    macro = getattr(templates.get_template("hosting/_charts.html").module, MACROS.get(name, name))
    return ElementTree.fromstring(f"<div>{macro(*DRAWN[name])}</div>".replace("&nbsp;", " "))


def words(name: str) -> str:
    """What a screen reader hears of a chart."""
    return " ".join("".join(drawn(name).itertext()).split())


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_keeps_to_the_content_policy_and_off_the_screen_reader(name: str) -> None:
    """No style, script or handler; drawings are hidden from screen readers, and all classes have a rule."""
    rules = set(
        re.findall(r"\.([a-z-]+)", (STATIC / "css" / "hosting" / "chart.css").read_text(encoding="utf-8"))
    )
    for element in drawn(name).iter():
        assert element.tag != "script"
        assert not any(key == "style" or key.startswith("on") for key in element.attrib)
        assert set(element.get("class", "").split()) <= rules
        if element.tag == "svg":
            assert element.get("aria-hidden") == "true"


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_stays_in_its_frame(name: str) -> None:
    """Nothing is drawn outside of the view box or with a negative length."""
    for svg in drawn(name).iter("svg"):
        left, top, width, height = map(float, svg.get("viewBox", "").split())
        for rect in svg.iter("rect"):
            x, y, w, h = (float(rect.get(key, "")) for key in ("x", "y", "width", "height"))
            assert w > 0
            assert h >= 0
            assert left <= x
            assert x + w <= left + width + 1
            assert top <= y <= y + h <= top + height
        for dot in svg.iter("circle"):
            assert left <= float(dot.get("cx", "")) <= left + width
            assert top <= float(dot.get("cy", "")) <= top + height


def test_a_histogram_has_a_bar_for_each_bin_and_the_same_as_a_table() -> None:
    """The tallest bar is the fullest bin, and the table has all counts."""
    heights = [float(bar.get("height", "")) for bar in drawn("histogram").iter("rect")]
    assert heights[3] == max(heights) > 50
    assert heights[1] == 0 < heights[0] < heights[2] < 1
    assert [cell.text for cell in drawn("histogram").iter("td")] == ["1", "0", "3", "1,500"]
    assert (
        "1,504 files on a scale from 350 to 950 points. The fullest stretch, 800 to 950 points, has 1,500."
        in words("histogram")
    )
    assert words("no files") == "No files yet."


def test_a_strip_plot_says_how_many_dots_are_near() -> None:
    """An eighth of the scale is near: 75 points of 600."""
    assert len(list(drawn("strip").iter("circle"))) == 3
    assert "2 of 3 suggest a score within 75 points" in words("strip")
    assert "cannot learn" in words("no dots")


def test_a_rate_is_said_with_its_interval() -> None:
    """In percent."""
    assert words("rate") == "62 % 48 % to 74 %"
    assert words("always") == "100 % 100 % to 100 %"
