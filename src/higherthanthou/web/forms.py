"""Reading what a form sent: bounded in size, number and time, and never trusted."""

from asyncio import timeout
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from .headers import headers_of
from .protocol import WHOLE
from .server import server_of

FIELDS = 512
BODY = 64 * 1024
TOO_LATE = HTTPException(408, "The form took too long to arrive.")

UPLOAD_SECONDS = 300
"""How long a file may take to arrive: 25 MB at less than a megabit a second."""


async def read_form(request: Request, any_sign: bool = False) -> dict[str, str]:
    """The fields of a plain form, the last of each name; HTTPException if it is none.

    With ``any_sign`` whoever asks tells the NUL from other signs; else a form with one is none.
    """
    body = await read_body(request)
    if body and _kind(request) != b"application/x-www-form-urlencoded":
        raise HTTPException(422, "That form did not arrive as a form.")
    try:
        if not any_sign and (b"\0" in body or b"%00" in body):
            raise ValueError
        return fields_of(body)
    except ValueError:
        raise HTTPException(422, "That form is not readable.") from None


def _kind(request: Request) -> bytes:
    """What the body says it is, without what else it says of it."""
    return headers_of(request.scope).get(b"content-type", b"").partition(b";")[0].strip().lower()


def fields_of(body: bytes) -> dict[str, str]:
    """The fields of a form, the last of each name; ValueError if it is none.

    One in which no sign is written as another, such as that of a guess, is only cut.
    """
    if b"%" in body or b"+" in body or body.count(b"&") >= FIELDS:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS, errors="strict"))
    return dict([field.partition("=")[::2] for field in body.decode().split("&") if field])


async def read_body(request: Request) -> bytes:
    """The whole body, if it arrives in time and is no larger than BODY bytes."""
    if WHOLE in request.scope:
        return await _body(request)
    async with _in_time(server_of(request).settings.body_seconds):
        return await _body(request)


async def _body(request: Request) -> bytes:
    body, more = b"", True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > BODY:
            raise HTTPException(413)
    return body


@asynccontextmanager
async def read_upload(
    request: Request, most: int, files: int
) -> AsyncIterator[tuple[dict[str, str], list[UploadFile]]]:
    """The fields of a form and the files that were chosen, each of at most so many bytes; none is read yet.

    HTTPException if it is no such form, too big, too late, or has more files than that.
    """
    if _kind(request) != b"multipart/form-data":
        raise HTTPException(422, "That form did not arrive as a form with files.")
    parser = MultiPartParser(
        request.headers, _at_most(request, most * files + BODY), max_files=files, max_fields=FIELDS
    )
    try:
        async with _in_time(UPLOAD_SECONDS):
            form = await parser.parse()
    except MultiPartException as error:
        raise HTTPException(422, f"That form is not readable: {error.message}") from None
    try:
        chosen = [
            value for _, value in form.multi_items() if isinstance(value, UploadFile) and value.filename
        ]
        if any((file.size or 0) > most for file in chosen):
            raise HTTPException(413, f"A file may have at most {most // 1024**2} MB.")
        yield {key: value for key, value in form.items() if isinstance(value, str)}, chosen
    finally:
        await form.close()


async def _at_most(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The body as it arrives, as long as it has no more bytes than that."""
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise HTTPException(413)
        yield part


@asynccontextmanager
async def _in_time(seconds: float) -> AsyncIterator[None]:
    """Give up on what takes too long to arrive."""
    try:
        async with timeout(seconds):
            yield
    except TimeoutError:
        raise TOO_LATE from None
