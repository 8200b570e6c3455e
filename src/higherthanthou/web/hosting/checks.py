"""The deck check before a deck is published, and publishing it."""

from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...authoring.checking.check import Report
from ...game.errors import Refusal
from ...making.drafting import check_draft
from ...store.hosts import drafts
from ...store.hosts.drafts import OTHER_TAB, OwnDeck
from ...store.hosts.hosts import Host
from ..forms.reading import read_form
from ..html.render import render
from ..server import server_of
from .deck_pages import change_deck, own_deck


async def show_check(request: Request) -> Response:
    """GET /host/decks/{deck}/check."""
    host, own = await own_deck(request)
    return await _page(request, host, own)


async def publish(request: Request) -> Response:
    """POST /host/decks/{deck}/publish: freeze the draft as the next version, if the check finds no error.

    Refusal if the form says which revision was looked at, and another tab has changed the draft since.
    """
    form = await read_form(request)
    host, own = await own_deck(request)
    if form.get("revision", str(own.revision)) != str(own.revision):
        raise Refusal(OTHER_TAB)
    report, _ = await server_of(request).database.read_slowly(partial(check_draft, own=own))
    if not report.publishable:
        return await _page(request, host, own, 422)
    await change_deck(request, lambda connection, _: drafts.publish(connection, own))
    return RedirectResponse(f"/host/decks/{own.deck.slug}", 303)


async def _page(request: Request, host: Host, own: OwnDeck, code: int = 200) -> Response:
    report, persons = await server_of(request).database.read_slowly(partial(check_draft, own=own))
    shown = {"host": host, "own": own, "report": report, "persons": persons, "refused": code != 200}
    return render(request, "hosting/check.html", code, **shown, verdict=_verdict(report))


def _verdict(report: Report) -> str:
    """What the check comes to, in a sentence."""
    errors = sum(finding.grade == "error" for finding in report.findings)
    warnings = sum(finding.grade == "warning" for finding in report.findings)
    if errors:
        which = "One thing has" if errors == 1 else f"{errors} things have"
        return f"{which} to be mended before it can be played."
    if warnings:
        which = "one thing is" if warnings == 1 else f"{warnings} things are"
        return f"It can be played; {which} worth a look first."
    return "Nothing stands in the way."
