"""Rendering: the Jinja environment, pages and fragments."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup
from starlette.requests import HTTPConnection
from starlette.responses import Response

from ... import __version__
from ...authoring.seeds.claims import claim_named
from ...game.deck_about import UNFAIR_WHY
from ...paths import TEMPLATES
from ...store.decks.decks import namesakes
from ...store.tables import new_public_id
from ...upload_limits import DECK_BYTES, DECK_PROFILES, PICTURE_BYTES
from ..http.headers import Headers, headers_of
from .deck_line import deck_line
from .link_preview import OPENING, QUESTION
from .static_files import static


def capital(text: str) -> str:
    """The text with its first letter in upper case; Jinja's ``capitalize`` would make Imdb of IMDb."""
    return f"{text[:1].upper()}{text[1:]}"


def day(moment: int) -> str:
    """The day of a moment in milliseconds since 1970, in UTC."""
    date = datetime.fromtimestamp(moment / 1000, UTC)
    return f"{date.day} {date:%B %Y}"


def led_size(figure: str) -> str:
    """The further class of a panel that has to hold a figure of more than five characters, after a space."""
    length = len(figure)
    if length <= 5:
        return ""
    return " led-long" if length <= 8 else " led-longer" if length <= 12 else " led-longest"


templates = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
templates.filters |= {"capital": capital, "day": day, "deck_line": deck_line, "led_size": led_size}
templates.globals = {"static": static, "version": __version__}  # Jinja copies these for every include
templates.globals |= {"range": range, "claim_named": claim_named, "form_token": new_public_id}
templates.globals["canonical"] = ""  # only public pages have one
templates.globals["preview"] = None  # and of those the ones that people send each other
templates.globals |= {"opening": OPENING, "question": QUESTION}
templates.globals["namesakes"] = namesakes
templates.globals["unfair_why"] = UNFAIR_WHY
templates.globals["limits"] = {
    "deck_megabytes": DECK_BYTES // 1024**2,
    "deck_profiles": DECK_PROFILES,
    "picture_megabytes": PICTURE_BYTES // 1024**2,
}
templates.globals["mark"] = {
    side: Markup((TEMPLATES / f"_{name}.html").read_text(encoding="utf-8").strip())  # noqa: S704  # our own
    for side, name in (("higher", "up"), ("lower", "down"), ("tie", "tie"))
}


class CompiledTemplates(FileSystemBytecodeCache):
    """Compiled templates in a folder. If it is gone, broken or full, pages do without."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find one, if it is there and whole: what is broken is compiled anew."""
        with suppress(OSError, EOFError, ValueError, TypeError, UnpicklingError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one, if that can be."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def keep_compiled(folder: Path) -> None:
    """Keep compiled templates in a folder for the next start; one that changed is compiled anew."""
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
    templates.bytecode_cache = CompiledTemplates(str(folder))


def load_templates(*prefixes: str) -> None:
    """Compile the templates whose names begin so, before somebody has to wait for one of them."""
    for name in templates.list_templates(filter_func=lambda name: name.startswith(prefixes)):
        templates.get_template(name)


def is_fragment(request: HTTPConnection) -> bool:
    """Whether htmx asks for a part of the page."""
    return wants_fragment(headers_of(request.scope))


def wants_fragment(headers: Headers) -> bool:
    """The same for somebody who has looked at the headers."""
    return headers.get(b"hx-request") == b"true" and headers.get(b"hx-request-type") != b"full"


def render(request: HTTPConnection, name: str, code: int = 200, **context: Any) -> Response:
    """A page or a fragment; ``said`` is what a screen reader announces with a fragment.

    ``unlisted`` keeps the page out of search engines.
    """
    said, unlisted = context.pop("said", ""), context.pop("unlisted", False)
    body = rendered(name, request.scope["path"], **context)
    if said and is_fragment(request):
        body += said_aloud(said)
    return Page(body.encode(), code, unlisted)


def rendered(name: str, here: str, **context: Any) -> str:
    """A template with what it prints; ``here`` is the path of its page."""
    return templates.get_template(name).render(here=here, **{"player": None} | context)


def said_aloud(sentence: str) -> str:
    """What is sent behind a fragment, so that a screen reader announces a sentence."""
    return templates.get_template("_said.html").render(said=sentence)


class Page(Response):
    """A page or a fragment for one player: never stored by a cache. All have the same headers."""

    def __init__(self, body: bytes, code: int = 200, unlisted: bool = False) -> None:
        """Take the body as it is; the constructor of Response takes longer than filling in the table."""
        self.body, self.status_code, self.background = body, code, None
        self.raw_headers = [(b"content-length", b"%d" % len(body)), *_PAGE]
        if unlisted:
            self.raw_headers.append((b"x-robots-tag", b"noindex"))


_PAGE = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"vary", b"HX-Request"),
    (b"cache-control", b"no-store"),
]
