"""Every failure as a page of the house, or as a fragment of it for htmx."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ..game.errors import Refusal
from ..store.errors import Missing, Unavailable
from .limits import TooMany
from .render import is_fragment, render

SENTENCES = {
    400: "That request is not one this office understands.",
    403: "That form came from another place than this one.",
    404: "There is no such file in this archive.",
    405: "That door does not open this way.",
    408: "The form took too long to arrive.",
    413: "That is more than this office accepts at once.",
    422: "Something in that form is not usable.",
    500: "Something broke on our side. Nothing of yours was lost.",
}


def error_page(request: Request, status: int, sentence: str = "", retry_after: int | None = None) -> Response:
    """The error page of a status, or the fragment that htmx puts into #notice."""
    name = "errors/_error.html" if is_fragment(request) else "errors/error.html"
    sentence = sentence or SENTENCES.get(status, SENTENCES[400])
    title = HTTPStatus(status).phrase
    response = render(request, name, status, status=status, title=title, sentence=sentence)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


async def http_error(request: Request, error: Exception) -> Response:
    """A status that a handler or the router raised."""
    assert isinstance(error, HTTPException)
    said = "" if error.detail == HTTPStatus(error.status_code).phrase else error.detail
    response = error_page(request, error.status_code, said)
    response.headers.update(error.headers or {})
    return response


async def refused(request: Request, error: Exception) -> Response:
    """The rules turned it down and say why."""
    return error_page(request, 422, str(error))


async def missing(request: Request, error: Exception) -> Response:
    """Not there, or not this player's: both look alike."""
    return error_page(request, 404)


async def too_many(request: Request, error: Exception) -> Response:
    """Over a limit."""
    assert isinstance(error, TooMany)
    return error_page(request, 429, str(error), error.retry_after)


async def unavailable(request: Request, error: Exception) -> Response:
    """The database cannot take it now."""
    assert isinstance(error, Unavailable)
    return error_page(request, error.status, error.sentence, error.retry_after)


HANDLERS = {
    HTTPException: http_error,
    Refusal: refused,
    Missing: missing,
    TooMany: too_many,
    Unavailable: unavailable,
}
