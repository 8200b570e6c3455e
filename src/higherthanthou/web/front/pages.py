"""The pages around the game: credits, claims, and the two health checks."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ...authoring.seeds.claims import load_claims
from ...store.decks import decks
from ..html.qr_code import canonical
from ..html.render import render
from ..server import server_of

GRADES = {
    "known": "Several reports that do not depend on each other, or the source itself.",
    "reported": "One decent report.",
    "disputed": "The sources contradict each other.",
    "false": "Widely said, and not so.",
}


async def show_credits(request: Request) -> Response:
    """GET /credits: the works that the game uses."""
    return render(request, "front/credits.html", canonical=canonical(request, "/credits"))


async def show_claims(request: Request) -> Response:
    """GET /claims: what may be stated as fact, and how certain it is."""
    address = canonical(request, "/claims")
    return render(request, "front/claims.html", claims=load_claims(), grades=GRADES, canonical=address)


async def healthz(request: Request) -> Response:
    """GET /healthz: the process answers."""
    return PlainTextResponse("ok")


async def readyz(request: Request) -> Response:
    """GET /readyz: the database answers too, and has the tables of this version."""
    await server_of(request).database.read(decks.listed)
    return PlainTextResponse("ok")
