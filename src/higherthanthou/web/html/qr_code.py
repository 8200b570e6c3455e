"""Addresses of this server, as players type them and as QR codes that their phones read."""

import io
from ipaddress import ip_address
from urllib.parse import urlsplit

from markupsafe import Markup, escape
from starlette.requests import Request

from ...caches.cached import cached
from ...caches.sizes import QR_CODES
from ..server import server_of

LONGEST = 300
"""Characters of an address that is drawn; a longer one takes long to draw and cannot be read from a wall."""


_FRAME = Markup('<div class="qr" role="img" aria-label="QR code of {}">{}</div>')


def address_of(request: Request, path: str = "") -> str:
    """The address of a path of this server: below PUBLIC_URL, or below what the browser asked for."""
    server = server_of(request).settings.public_url or str(request.base_url)
    return server.rstrip("/") + path


def canonical(request: Request, path: str) -> str:
    """The one address of a page that has several, for search engines.

    Without PUBLIC_URL it is a path, below whatever host is asked: pages are made once for all of them.
    """
    return server_of(request).settings.public_url + path


def is_only_here(request: Request) -> bool:
    """Whether the address of this server leads other devices to themselves, as localhost and 0.0.0.0 do."""
    host = urlsplit(address_of(request)).hostname or ""
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def address_pieces(address: str) -> dict[str, bytes]:
    """An address for the holes of a page: whole, as it is typed, and as a QR code with its words."""
    told = {"address": address, "play_at": address.partition("://")[2], "qr": qr_with_words(address)}
    return {name: escape(text).encode() for name, text in told.items()}


def qr_with_words(address: str) -> Markup:
    """The QR code of an address with words for those who do not see it; empty if it is too long."""
    return _FRAME.format(address, drawn) if (drawn := qr_code(address)) else Markup()


def qr_file(address: str) -> bytes:
    """The QR code of an address as an SVG file of its own; empty if it is too long to be read."""
    import segno

    drawn = io.BytesIO()
    if len(address) <= LONGEST:
        segno.make_qr(address, error="m").save(drawn, "svg", scale=8, light="#fff", title=address)
    return drawn.getvalue()


@cached(QR_CODES)
def qr_code(address: str) -> Markup:
    """The QR code of an address as an SVG that fills its box; empty for one that is too long to be read.

    It is always black on white: phones do not read light ones on a dark ground. Never a Micro QR code, which
    most phones do not know.
    """
    import segno  # no start waits for it

    if len(address) > LONGEST:
        return Markup()
    drawn = segno.make_qr(address, error="m").svg_inline(
        omitsize=True, light="#fff", svgclass="qr-drawn", lineclass=None, title=address
    )
    return Markup(drawn)  # noqa: S704  # segno escapes the title; the rest is its own drawing
