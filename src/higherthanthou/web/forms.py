"""Reading what a form sent: bounded in size, number and time, and never trusted."""

from asyncio import timeout
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from .server import server_of

FIELDS = 128
BODY = 64 * 1024


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a plain form, the last of each name; HTTPException if it is none."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await read_body(request)
    if body and kind != "application/x-www-form-urlencoded":
        raise HTTPException(422, "That form did not arrive as a form.")
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS, errors="strict"))
    except ValueError:
        raise HTTPException(422, "That form is not readable.") from None


async def read_body(request: Request) -> bytes:
    """The whole body, if it arrives in time and is no larger than BODY bytes."""
    body = b""
    try:
        async with timeout(server_of(request).settings.body_seconds):
            async for part in request.stream():
                body += part
                if len(body) > BODY:
                    raise HTTPException(413)
            return body
    except TimeoutError:
        raise HTTPException(408, "The form took too long to arrive.") from None
