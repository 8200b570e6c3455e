"""Open Peeps by Pablo Stanley (CC0), drawn by DiceBear.

DiceBear checks its style, and the options of each drawing, against JSON schemas: a quarter of a second at
first, then longer than the drawing itself takes. The style is the one that is shipped with it, and looks
come from the module portrait alone; tests check them all so, and a portrait is drawn without.
"""

import json
import re
from importlib.resources import files
from typing import Any

import dicebear
from dicebear.options import Options
from dicebear.renderer import Renderer
from dicebear.resolver import Resolver

from ...caches.cached import cached
from ...caches.sizes import SHIPPED

CREDITS = re.compile(r"<!--.*?-->|<metadata.*?</metadata>", re.DOTALL)
"""A tenth of every drawing; the page of credits says the same once."""

BLANK: dict[str, Any] = {"canvas": {"width": 1, "height": 1, "elements": []}}


class _CheckedStyle(dicebear.Style):
    """A style that is known to be good."""

    def __init__(self, definition: dict[str, Any]) -> None:
        """Take it as it is, where DiceBear would check and copy it."""
        super().__init__(BLANK)
        self._data = definition


class _CheckedOptions(Options):
    """Options that are known to be good."""

    def __init__(self, data: dict[str, object]) -> None:
        """Take them as they are, where DiceBear would check and copy them."""
        super().__init__()
        self._data = data


def render(options: dict[str, object]) -> str:
    """The drawing as SVG, without its credits."""
    style = _style()
    return CREDITS.sub("", Renderer(style, Resolver(style, _CheckedOptions(options))).render())


def definition() -> dict[str, Any]:
    """The style as DiceBear ships it."""
    text = (files("dicebear_styles") / "open-peeps.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@cached(SHIPPED)
def _style() -> dicebear.Style:
    return _CheckedStyle(definition())
