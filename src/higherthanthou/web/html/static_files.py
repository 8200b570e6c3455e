"""The static files as they are sent: read once, sheets and modules joined, compressed once, kept in memory.

A style sheet or module that imports others is sent with them in their places, so that a page asks for one
file. The sources need no build: a browser that was given them as they are would find the others by itself.
"""

import hashlib
import posixpath
import re
import zlib
from functools import cached_property
from pathlib import Path, PurePosixPath

from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from ...paths import STATIC
from ..http.headers import headers_of
from ..http.packing import GZIP, takes_gzip

KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
PACKED_ALREADY = {".png", ".woff2"}
SMALLEST = 9
"""zlib's level: each file is compressed once, and sent to everybody."""

SHEET = re.compile(rb'^@import "([^"]+)";$', re.MULTILINE)
MODULE = re.compile(rb'^import "([^"]+)";$', re.MULTILINE)

COMMENT, SPACE = re.compile(rb"/\*.*?\*/", re.DOTALL), re.compile(rb"\s*([{};])\s*")
"""What a browser does not need of a sheet: up to a tenth of its size in gzip."""

FOREVER, ASKED_AGAIN = b"public, max-age=31536000, immutable", b"no-cache"

Headers = list[tuple[bytes, bytes]]


class StaticFile:
    """A static file: its media type, its bytes, the same in gzip, and a tag that changes with them."""

    def __init__(self, name: str, body: bytes) -> None:
        """``name`` is its path below the folder."""
        self._suffix = PurePosixPath(name).suffix
        self.kind, self.body = KINDS[self._suffix].encode(), body
        self.tag = b'"%b"' % hashlib.sha256(body).hexdigest()[:16].encode()

    @cached_property
    def packed(self) -> bytes | None:
        """The file in gzip; None where that would make it no smaller."""
        if self._suffix in PACKED_ALREADY:
            return None
        stream = zlib.compressobj(SMALLEST, zlib.DEFLATED, GZIP)
        packed = stream.compress(self.body) + stream.flush()
        return packed if len(packed) < len(self.body) else None


def _read(folder: Path) -> dict[str, bytes]:
    """Every file of a known kind below a folder by its path there, in order; editors leave others there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in KINDS and not path.name.startswith(".")
    }


def joined(name: str, sources: dict[str, bytes]) -> bytes:
    """A file with what it imports in the places of the imports; each module keeps its names to itself.

    A sheet loses its comments, and the space around braces and semicolons.
    """
    folder = posixpath.dirname(name)

    def sheet(found: re.Match[bytes]) -> bytes:
        return sources[posixpath.normpath(posixpath.join(folder, found[1].decode()))]

    def module(found: re.Match[bytes]) -> bytes:
        return b"{\n%b}" % sheet(found)

    if name.endswith(".css"):
        return SPACE.sub(rb"\1", COMMENT.sub(b"", SHEET.sub(sheet, sources[name])))
    return MODULE.sub(module, sources[name]) if name.endswith(".js") else sources[name]


def _fingerprint(sources: dict[str, bytes]) -> str:
    """A hash over every static file, so that a URL changes when any of them does."""
    digest = hashlib.sha256()
    for name, body in sources.items():
        digest.update(name.encode() + b"\0" + body)
    return digest.hexdigest()[:12]


_SOURCES = _read(STATIC)
FINGERPRINT = _fingerprint(_SOURCES)


def static(path: str) -> str:
    """The versioned URL of a static file."""
    return f"/static/{FINGERPRINT}/{path}"


class ForeverFiles:
    """GET /static/{fingerprint}/{path}, as plain ASGI: what is served under a fingerprint never changes."""

    def __init__(self) -> None:
        """Join what belongs together; nothing is compressed before somebody asks for it."""
        self._files = {name: StaticFile(name, joined(name, _SOURCES)) for name in _SOURCES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a file whole, to be kept forever if it was asked for under the present fingerprint."""
        name, headers = scope["path_params"]["path"], headers_of(scope)
        file = self._files.get(name)
        if file is None:
            raise HTTPException(404)
        current = scope["path_params"]["fingerprint"] == FINGERPRINT
        about = [
            (b"cache-control", FOREVER if current else ASKED_AGAIN),
            (b"vary", b"Accept-Encoding"),
            (b"etag", b"W/" + file.tag),
        ]
        if file.tag in headers.get(b"if-none-match", b""):
            await _answer(send, 304, about, b"")
        else:
            packed = file.packed if takes_gzip(headers.get(b"accept-encoding", b"")) else None
            about.append((b"content-type", file.kind))
            if packed:
                about.append((b"content-encoding", b"gzip"))
            body = packed or file.body
            await _answer(send, 200, [(b"content-length", b"%d" % len(body)), *about], body)


async def _answer(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
