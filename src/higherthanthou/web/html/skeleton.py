"""Skeletons: pages that are the same for everybody but for a few holes, which are filled for each player."""

import re
from collections.abc import Mapping
from secrets import token_hex

from markupsafe import Markup

_MARK = token_hex(8)
"""Stands around the name of a hole; nobody who types a text can know it."""

_HOLE = re.compile(f"{_MARK}(\\w+?){_MARK}".encode())


def hole(name: str) -> Markup:
    """What a template prints where something is to be put in later."""
    return Markup(f"{_MARK}{name}{_MARK}")  # noqa: S704  # only a name


class Skeleton:
    """A rendered page with holes."""

    def __init__(self, html: str) -> None:
        """Cut the page at its holes."""
        self._parts = _HOLE.split(html.encode())

    def filled(self, pieces: Mapping[str, bytes]) -> bytes:
        """The page with these pieces of HTML in its holes, by their names."""
        parts = self._parts.copy()
        parts[1::2] = [pieces[name.decode()] for name in parts[1::2]]
        return b"".join(parts)
