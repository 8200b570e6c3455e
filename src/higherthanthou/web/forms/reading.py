"""Reads forms, with limits on size, number of fields, and time."""

from asyncio import timeout
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from ..http.headers import Headers, headers_of
from ..http.protocol import WHOLE
from ..server import server_of

FIELDS = 512
BODY = 64 * 1024
UNREADABLE = "That form is not readable."
TOO_LATE = HTTPException(408)


async def read_form(request: Request, any_sign: bool = False) -> dict[str, str]:
    """The fields of a plain form; of a repeated one, the last. HTTPException if it is not a form.

    A form with a NUL is refused, unless ``any_sign`` leaves that to the caller.
    """
    seconds = server_of(request).settings.body_seconds
    return await form_of(request, headers_of(request.scope), seconds, any_sign)


async def form_of(
    request: Request, headers: Headers, seconds: float, any_sign: bool = False
) -> dict[str, str]:
    """The same for somebody who has looked at the headers; the body must arrive in so many seconds."""
    body = await read_body(request, seconds)
    if body and kind_in(headers) != b"application/x-www-form-urlencoded":
        raise HTTPException(422, "That form did not arrive as a form.")
    try:
        if not any_sign and (b"\0" in body or b"%00" in body):
            raise ValueError
        return fields_of(body)
    except ValueError:
        raise HTTPException(422, UNREADABLE) from None


def kind_in(headers: Headers) -> bytes:
    """The content type of the body, without parameters."""
    return headers.get(b"content-type", b"").partition(b";")[0].strip().lower()


def fields_of(body: bytes) -> dict[str, str]:
    """Parse the fields of a form; of a repeated one, the last. ValueError if it is not a form.

    A body without escapes, such as that of a guess, is only split.
    """
    if b"%" in body or b"+" in body or body.count(b"&") >= FIELDS:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS, errors="strict"))
    return dict([field.partition("=")[::2] for field in body.decode().split("&") if field])


async def read_body(request: Request, seconds: float) -> bytes:
    """The whole body; HTTPException if it is late or larger than BODY bytes."""
    if WHOLE in request.scope:
        return await _body(request)
    async with in_time(seconds):
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
async def in_time(seconds: float) -> AsyncIterator[None]:
    """Fail if the body takes longer than ``seconds``."""
    try:
        async with timeout(seconds):
            yield
    except TimeoutError:
        raise TOO_LATE from None
