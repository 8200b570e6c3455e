"""What chats show beside the link to a page: its title, a sentence, and a picture."""

from typing import NamedTuple

from markupsafe import Markup, escape
from starlette.requests import Request

from .qr_code import address_of
from .skeleton import hole

OPENING, QUESTION = "A stranger’s file is on your desk.", "Does this person score higher or lower than you?"
WIDTH, HEIGHT = 1200, 630
"""Of every picture, in pixels."""

ORIGIN = "origin"
"""The hole of a page that is made once for all hosts: its pictures need whole addresses."""


class LinkPreview(NamedTuple):
    """The preview of the link to a page. ``page`` and ``picture`` are paths, ``alt`` is the picture in words.

    ``origin`` stands before the paths.
    """

    title: str
    sentence: str
    page: str
    picture: str
    alt: str
    origin: str | Markup = hole(ORIGIN)


def isolated(text: str) -> str:
    """Somebody's text in a sentence without markup: its marks of direction end with it (Unicode, UAX 9)."""
    return f"\u2068{text}\u2069"


def origin_piece(request: Request) -> dict[str, bytes]:
    """What is put into the hole of a page with a preview."""
    return {ORIGIN: escape(address_of(request)).encode()}
