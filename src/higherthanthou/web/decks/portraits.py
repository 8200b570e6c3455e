"""Portraits and uploaded pictures, each under a random name that never shows anything else."""

from functools import partial

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from ...authoring.pictures.emblem import Look
from ...authoring.pictures.portrait import draw
from ...store.decks import profiles
from ...store.hosts import pictures
from ..http.headers import headers_of
from ..http.packing import pack, takes_gzip, unpack
from ..server import Server
from .picture_cache import PictureCache, SentPicture

SVG, WEBP = b"image/svg+xml", b"image/webp"
FOREVER = [(b"cache-control", b"public, max-age=31536000, immutable"), (b"vary", b"Accept-Encoding")]
GZIP = (b"content-encoding", b"gzip")


class Portraits:
    """GET /portraits/{portrait}, as plain ASGI: most are in memory, and are sent without a thread.

    Drawings alone are kept there. An uploaded picture may show somebody; it is gone when its host removes it.
    """

    def __init__(self) -> None:
        """Nothing has been drawn yet."""
        self._drawn = PictureCache()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the picture, or with 304 to whoever has it."""
        name: str = scope["path_params"]["portrait"]
        picture = self._drawn.get(name) or await self._loaded(scope, name)
        headers, tag = headers_of(scope), b'"%b"' % name.encode()
        known = tag in headers.get(b"if-none-match", b"")
        body, about = _told(picture, takes_gzip(headers.get(b"accept-encoding", b"")))
        if known:
            body, about = b"", []
        about += [(b"etag", b"W/" + tag), *FOREVER]
        await send({"type": "http.response.start", "status": 304 if known else 200, "headers": about})
        await send({"type": "http.response.body", "body": body})

    async def _loaded(self, scope: Scope, name: str) -> SentPicture:
        """The picture of that name; a drawing is made, compressed and kept."""
        server: Server = scope["app"].server
        look, image = await server.database.read(partial(_read, name=name), short=True)
        if look:
            picture = SentPicture(SVG, pack(draw(look).encode()), True)
            self._drawn.put(name, picture)
        elif image is not None:
            picture = SentPicture(WEBP, image, False)
        else:
            raise HTTPException(404)
        return picture


def _told(picture: SentPicture, packed: bool) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The bytes that are sent, compressed only for those who take that, and the headers that tell of them."""
    gzip = picture.packed and packed
    body = unpack(picture.data) if picture.packed and not gzip else picture.data
    about = [(b"content-length", b"%d" % len(body)), (b"content-type", picture.kind)]
    return body, [*about, GZIP] if gzip else about


def _read(connection: Connection, name: str) -> tuple[Look | None, bytes | None]:
    """What is kept under that name: the look that a portrait is drawn from, or a picture."""
    look = profiles.look(connection, name)
    return look, None if look else pictures.image(connection, name)
