"""The line that a theme has about its decks, read from seed/decks."""

import tomllib

from ...caches.cached import cached
from ...caches.sizes import SHIPPED
from ...paths import SEED
from .models import SeedError

LONGEST_LINE = 60


@cached(SHIPPED)
def line_of(theme: str) -> str:
    """The line of a theme, with ``{size}`` where the number of files goes; empty if it has none.

    SeedError if it cannot be used.
    """
    path = SEED / "decks" / f"{theme}.toml"
    if not theme.isalnum() or not path.is_file():
        return ""
    line = tomllib.loads(path.read_text(encoding="utf-8")).get("line", "")
    if not isinstance(line, str) or len(line) > LONGEST_LINE or {"{", "}"} & set(line.replace("{size}", "")):
        raise SeedError(f"The line of {path.name} is not a text of at most {LONGEST_LINE} characters.")
    return line
