"""The pages of a host's decks: the list, a deck with its files, its settings, archiving and deleting it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...authoring.deckfile import DeckAbout, DeckFileError, check_head
from ...game.comparison import COMPARISONS
from ...game.errors import Refusal
from ...game.names.visible import is_blank
from ...store.engine.errors import Missing
from ...store.hosts import drafts, files
from ...store.hosts.drafts import OF_THE_SCORE, OwnDeck
from ...store.hosts.files import SORTS, FilePage, FileQuery
from ...store.hosts.hosts import Host
from ...store.reports import settling
from ...store.reports.settling import ReportedFile
from ...store.runs import run_cache
from ..forms.reading import read_form
from ..html.qr_code import address_of, qr_with_words
from ..html.render import is_fragment, render
from ..play.run_view import question
from ..server import server_of
from ..sessions.host_cookies import host_of
from .confirmations import confirmation_of

WORDS = ("title", "noun", "label", "unit", "comparison")
CHOICES = ("unit_first", "less_is_better")
"""The fields of the settings: texts, and those that are yes or no."""


async def own_deck(request: Request) -> tuple[Host, OwnDeck]:
    """The host who asks and the deck that the URL names, if it is theirs."""
    host = await host_of(request)
    slug = request.path_params["deck"]
    return host, await server_of(request).database.read(partial(drafts.own, host_id=host.id, slug=slug))


async def change_deck(
    request: Request, fn: Callable[[Connection, OwnDeck], Any]
) -> tuple[Host, OwnDeck, Any]:
    """Change the deck that the URL names, if it is theirs, in the transaction that looks it up."""
    host = await host_of(request)

    def change(connection: Connection) -> tuple[OwnDeck, Any]:
        own = drafts.own(connection, host.id, request.path_params["deck"])
        return own, fn(connection, own)

    own, result = await server_of(request).database.write(change)
    return host, own, result


async def show_deck_list(request: Request) -> Response:
    """GET /host: the decks of a host."""
    host = await host_of(request)
    found = await server_of(request).database.read(partial(drafts.decks_of_host, host_id=host.id))
    return render(request, "hosting/deck_list.html", host=host, decks=found)


async def show_deck(request: Request) -> Response:
    """GET /host/decks/{deck}: its files, searched, sorted and by the page."""
    host, own = await own_deck(request)
    if own.deck.state == "making":
        return RedirectResponse(f"/host/decks/{own.deck.slug}/progress", 303)
    wanted, gone = query_of(request.query_params), request.query_params.get("gone", "")
    page, reported = await server_of(request).database.read(partial(_page, own=own, wanted=wanted))
    name = "hosting/_files.html" if is_fragment(request) else "hosting/deck.html"
    restored = await _restored(request, own)
    shown: dict[str, Any] = {"done": confirmation_of(request) if restored else "", "restored": restored}
    shown |= {"page": page, "wanted": wanted, "gone": gone, "url": partial(url_of, own, wanted)}
    shown["reported"] = reported
    return render(request, name, said=_found(page, wanted), host=host, own=own, **shown)


def _page(
    connection: Connection, own: OwnDeck, wanted: FileQuery
) -> tuple[FilePage, dict[str, ReportedFile]]:
    """A page of files, and what was reported of them."""
    page = files.page(connection, own, wanted)
    return page, settling.open_reports(connection, own, [line.person for line in page.lines])


async def _restored(request: Request, own: OwnDeck) -> str:
    """The name of the file that was just put back, if the URL says so and the draft has it."""
    if not confirmation_of(request):
        return ""
    find = partial(files.line, deck=own, person=request.query_params.get("file", ""))
    try:
        return (await server_of(request).database.read(find)).name
    except Missing:
        return ""


def _found(page: FilePage, wanted: FileQuery) -> str:
    """What a look at a deck's files has found."""
    files = "1 file" if page.total == 1 else f"{page.total:,} files"
    words = (
        f" with \N{LEFT DOUBLE QUOTATION MARK}{wanted.words}\N{RIGHT DOUBLE QUOTATION MARK}"
        if wanted.words
        else ""
    )
    told = ", reported" if wanted.reported else ""
    order = "" if wanted.sort == "position" else f", by {wanted.sort}{', downwards' if wanted.down else ''}"
    return f"{files}{told}{words}{order}, page {page.number} of {page.pages:,}."


def query_of(query: Any) -> FileQuery:
    """What a query asks to see; anything that makes no sense is taken for the usual."""
    number, sort = query.get("page", ""), query.get("sort", "")
    down, column = sort.startswith("-"), sort.removeprefix("-")
    return FileQuery(
        page=int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1,
        words=query.get("words", "").strip()[:100],
        sort=column if column in SORTS else "position",
        down=down and column in SORTS,
        reported=query.get("reported") == "yes",
    )


def url_of(own: OwnDeck, wanted: FileQuery, **other: Any) -> str:
    """The URL of a look at a deck's files, with something else in it."""
    sort = f"-{wanted.sort}" if wanted.down else wanted.sort
    told = "yes" if wanted.reported else ""
    query = {"words": wanted.words, "sort": sort, "page": wanted.page, "reported": told} | other
    usual = {"words": "", "sort": "position", "page": 1, "reported": ""}
    asked = urlencode({key: value for key, value in query.items() if value != usual[key]})
    return f"/host/decks/{own.deck.slug}" + (f"?{asked}" if asked else "")


async def show_settings(request: Request) -> Response:
    """GET /host/decks/{deck}/settings; as a fragment, how the words of the query would ask a player."""
    host, own = await own_deck(request)
    if not is_fragment(request):
        return _settings(request, host, own)
    typed = _typed(own, dict(request.query_params))
    return render(request, "hosting/_asked.html", own=own, **_asked(own, typed))


async def describe(request: Request) -> Response:
    """POST /host/decks/{deck}/settings: what the deck, its files and its scores are called."""
    form = await read_form(request)
    host, own = await own_deck(request)
    typed = _typed(own, form)
    try:
        if any(is_blank(typed[word]) for word in ("title", "noun", "label")):
            raise Refusal("A deck needs a title, and a word for its files and for their score.")
        about = check_head(_about(typed))
        await change_deck(request, lambda connection, deck: drafts.describe(connection, deck, about))
        run_cache.forget(lambda stored: stored.deck.id == own.deck.id)
    except (DeckFileError, Refusal) as error:
        return _settings(request, host, own, typed, str(error))
    return RedirectResponse(f"/host/decks/{own.deck.slug}/settings?done=saved", 303)


def _typed(own: OwnDeck, form: Mapping[str, str]) -> dict[str, str]:
    """The fields of the form: as they were sent, or as they are where nothing was sent or changed."""
    known = {word: str(getattr(own.deck, word)) for word in WORDS}
    known |= {choice: "yes" if getattr(own.deck, choice) else "no" for choice in CHOICES}
    return known | {w: " ".join(form[w].split()) for w in known if form.get(w, known[w]) != known[w]}


def _about(typed: Mapping[str, str]) -> DeckAbout:
    """The head that a form describes; Refusal if it says neither yes nor no where it has to."""
    if any(typed[choice] not in ("yes", "no") for choice in CHOICES):
        raise Refusal("The unit stands in front, yes or no; less is better, yes or no.")
    words = {word: typed[word] for word in WORDS}
    return DeckAbout(**words, **{choice: typed[choice] == "yes" for choice in CHOICES})  # type: ignore[arg-type]  # texts


def _asked(own: OwnDeck, typed: Mapping[str, str]) -> dict[str, Any]:
    """How a player in the middle of the range is asked and told, in the words of a form; empty if bad."""
    try:
        about = check_head(_about(typed))
    except (DeckFileError, Refusal):
        return {"asked": "", "words": None, "best": ""}
    words = {name: getattr(about, name) for name in ("noun", *OF_THE_SCORE)}
    deck = own.deck._replace(**words)
    middle, best = (deck.low + deck.high) // 2, deck.low if deck.less_is_better else deck.high
    return {"asked": question(deck, middle), "words": deck.words, "best": deck.measure.shown(best)}


def _settings(
    request: Request, host: Host, own: OwnDeck, typed: dict[str, str] | None = None, error: str | None = None
) -> Response:
    typed = typed or _typed(own, {})
    address = address_of(request, f"/decks/{own.deck.slug}")
    seen = {
        "host": host,
        "own": own,
        "typed": typed,
        "error": error,
        "comparisons": COMPARISONS,
        "done": "" if error else confirmation_of(request),
        "address": address,
        "qr": qr_with_words(address),
    }
    return render(request, "hosting/settings.html", 422 if error else 200, **seen, **_asked(own, typed))


async def archive(request: Request) -> Response:
    """POST /host/decks/{deck}/archive."""
    _, own, _ = await change_deck(request, drafts.archive)
    return RedirectResponse(f"/host/decks/{own.deck.slug}", 303)


async def delete_deck(request: Request) -> Response:
    """POST /host/decks/{deck}/delete: leave nothing of a deck that was never published."""
    await change_deck(request, drafts.delete_unpublished)
    return RedirectResponse("/host", 303)
