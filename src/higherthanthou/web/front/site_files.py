"""What browsers and crawlers ask a site for by name: its manifest, and which pages no crawler shall read."""

import json

from starlette.requests import Request
from starlette.responses import Response

from ..html.static_files import static

KEEP = {"Cache-Control": "public, max-age=3600"}
"""Both change with a new version only. Icons stay at the addresses of an old manifest."""

NOT_CRAWLED = ("/rooms", "/polls", "/host", "/me", "/metrics")
"""Where the pages begin that are for one person, or for the people of a room.

A run has no line: it is 404 to all but its player.
Doors of rooms and public results are not among them: chats that show previews of links keep to this, too.
Those pages say themselves that they are not to be found.
"""

ROBOTS = "\n".join(("User-agent: *", *(f"Disallow: {place}" for place in NOT_CRAWLED), ""))

PAPER = "#efe9db"
"""The ground of every page in a light scheme, as in tokens.css and the head of a page."""


def _icon(size: int, purpose: str) -> dict[str, str]:
    source, sizes = static(f"icons/icon-{size}.png"), f"{size}x{size}"
    return {"src": source, "sizes": sizes, "type": "image/png", "purpose": purpose}


MANIFEST = json.dumps(
    {
        "id": "/",
        "name": "Higher Than Thou",
        "short_name": "Than Thou",
        "description": "Files of strangers, and one question: higher or lower than you?",
        "lang": "en",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": PAPER,
        "background_color": PAPER,
        "categories": ["games", "entertainment", "education"],
        "icons": [_icon(size, purpose) for purpose in ("any", "maskable") for size in (192, 512)],
    },
    ensure_ascii=False,
)


async def show_robots(request: Request) -> Response:
    """GET /robots.txt: what crawlers shall leave alone."""
    return Response(ROBOTS, media_type="text/plain", headers=KEEP)


async def show_manifest(request: Request) -> Response:
    """GET /manifest.webmanifest: name, icons and colours of the game on a home screen."""
    return Response(MANIFEST, media_type="application/manifest+json", headers=KEEP)
