"""Every failure as a page of the house, or as a fragment of it for htmx."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...game.errors import Refusal
from ...store.engine.errors import Missing, Unavailable
from ..html.render import is_fragment, render
from ..http.limits import NotSignedIn, TooMany
from ..http.protocol import UNREADABLE

NOTES = {
    400: ("Not understood", UNREADABLE.decode()),
    403: ("Refused", "That form came from another place than this one."),
    404: ("No such file", "There is no such file in this archive."),
    405: ("Wrong door", "That door does not open this way."),
    408: ("Too slow", "The form took too long to arrive."),
    410: ("Over", "That is over."),
    413: ("Too much", "That is more than this office accepts at once."),
    422: ("Not accepted", "Something in that form is not usable."),
    429: ("Slow down", "That was too much in too short a time; please wait a while."),
    500: ("Our mistake", "Something broke on our side. Nothing of yours was lost."),
    503: ("Not now", "The office is busy; please try again in a moment."),
    507: ("Archive full", "There is no room for another sheet; nothing of yours was lost."),
}
"""What the house says to a status: a heading, and the sentence for want of a better one."""


def error_page(request: Request, status: int, sentence: str = "", retry_after: int | None = None) -> Response:
    """The error page of a status, or the fragment that htmx puts into #notice."""
    name = "errors/_error.html" if is_fragment(request) else "errors/error.html"
    title, usual = NOTES.get(status, NOTES[400])
    response = render(request, name, status, status=status, title=title, sentence=sentence or usual)
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


async def sign_in_first(request: Request, error: Exception) -> Response:
    """A host's page, and nobody has signed in: htmx is told to go there as a whole."""
    if is_fragment(request):
        return Response(
            status_code=401, headers={"HX-Redirect": "/host/sign-in", "Cache-Control": "no-store"}
        )
    return RedirectResponse("/host/sign-in", 303, {"Cache-Control": "no-store"})


async def missing(request: Request, error: Exception) -> Response:
    """Not there, or not this player's: both look alike. What was there and is over says so."""
    return error_page(request, 404, str(error))


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
    NotSignedIn: sign_in_first,
    TooMany: too_many,
    Unavailable: unavailable,
}
