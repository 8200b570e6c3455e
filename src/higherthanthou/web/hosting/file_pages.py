"""The files of a draft, one at a time: adding, editing in the table or on a page, removing, undoing."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...authoring.deckfile.profile_fields import LINES
from ...authoring.seeds.models import load_model
from ...game.errors import Refusal
from ...game.score import Model
from ...store.decks.profiles import portrait_url
from ...store.hosts import files
from ...store.hosts.drafts import OwnDeck
from ...store.hosts.files import DraftFile, EditConflict
from ...store.hosts.hosts import Host
from ...store.reports import settling
from ...store.reports.settling import ReportedFile
from ...store.tables import row_id_of
from ..forms.reading import read_form
from ..html.render import is_fragment, render
from ..http.idempotency import name_of
from ..play.table import file_view
from ..server import server_of
from .confirmations import CONFIRMATIONS, confirmation_of
from .deck_pages import change_deck, own_deck
from .file_forms import WHOLE, FormErrors, TypedForm, new_profile, read_file, read_new, typed_of
from .record_forms import facts_of

CONFLICT = 409

NOT_STORED = "Nothing is stored yet: a field needs another look."
MEANWHILE = "Nothing is stored: this file was changed or removed meanwhile."


async def show_file(request: Request) -> Response:
    """GET /host/decks/{deck}/profiles/{profile}: the file as a form, and as a player sees it."""
    host, own = await own_deck(request)
    if "line" in request.query_params and is_fragment(request):
        return await _line(request, "{} is left as it was.")
    person = _person(request)
    file = await server_of(request).database.read(partial(files.file, deck=own, person=person))
    return _form(request, host, own, file, TypedForm(), await _reported(request, own, person))


async def _reported(request: Request, own: OwnDeck, person: str) -> dict[str, ReportedFile]:
    """What was reported of a file, by its person; empty for nothing."""
    read = partial(settling.open_reports, deck=own, persons=[person])
    return await server_of(request).database.read(read)


async def show_new(request: Request) -> Response:
    """GET /host/decks/{deck}/profiles: the form of a file that is still to be added."""
    host, own = await own_deck(request)
    return _form(request, host, own, None, TypedForm())


async def add(request: Request) -> Response:
    """POST /host/decks/{deck}/profiles: add a file at the end."""
    server, form = server_of(request), await read_form(request, any_sign=True)
    host, own = await own_deck(request)
    emblem = await server.database.read(partial(files.has_emblems, deck=own))
    blank = new_profile(own.deck, _model(own), server.rng, emblem)
    try:
        profile = read_new(form, blank, own, _model(own), server.rng)
        identity = row_id_of(name_of(request, host, form))
        _, own, person = await change_deck(request, lambda c, deck: files.add(c, deck, profile, identity))
    except (FormErrors, Refusal) as error:
        return _form(request, host, own, None, TypedForm(form, _errors_of(error)))
    return RedirectResponse(f"/host/decks/{own.deck.slug}/profiles/{person}?done=added", 303)


async def save(request: Request) -> Response:
    """POST /host/decks/{deck}/profiles/{profile}: edit a file, unless it was changed meanwhile."""
    server, form = server_of(request), await read_form(request, any_sign=True)
    host, own = await own_deck(request)
    person, revision = _person(request), _revision(form)
    file = await server.database.read(partial(files.file, deck=own, person=person))
    if file.revision != revision:
        return _conflict(request, host, own, file, form)
    try:
        profile = read_file(form, file, own, _model(own), server.rng)
        await change_deck(request, lambda c, deck: files.change(c, deck, person, revision, profile))
    except (FormErrors, Refusal) as error:
        return _form(request, host, own, file, TypedForm(form, _errors_of(error)))
    except EditConflict as conflict:
        return _conflict(request, host, own, conflict.now, form)
    if is_fragment(request):
        return await _line(request, f"{CONFIRMATIONS['saved']}: {{}}.")
    return RedirectResponse(f"/host/decks/{own.deck.slug}/profiles/{person}?done=saved", 303)


async def remove(request: Request) -> Response:
    """POST /host/decks/{deck}/profiles/{profile}/remove: take a file out; it can be put back."""
    person = _person(request)
    _, own, name = await change_deck(request, lambda c, deck: files.remove(c, deck, person))
    if is_fragment(request):
        said = f"{name} is removed."
        _, own = await own_deck(request)
        return render(request, "hosting/_line_removed.html", said=said, own=own, person=person, who=name)
    return RedirectResponse(f"/host/decks/{own.deck.slug}?gone={person}", 303)


async def restore(request: Request) -> Response:
    """POST /host/decks/{deck}/profiles/{profile}/restore: undo the removal."""
    person = _person(request)
    _, own, _ = await change_deck(request, lambda c, deck: files.restore(c, deck, person))
    if is_fragment(request):
        return await _line(request, "{} is back.")
    return RedirectResponse(f"/host/decks/{own.deck.slug}?done=restored&file={person}", 303)


def _person(request: Request) -> str:
    return str(request.path_params["profile"])


def _revision(form: dict[str, str]) -> int:
    text = form.get("revision", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Refusal("That form does not say which file it changes.")
    return int(text)


def _errors_of(error: FormErrors | Refusal) -> Mapping[str, str]:
    """What is wrong by field; what the deck itself turns down is wrong with the form as a whole."""
    return error.fields if isinstance(error, FormErrors) else {WHOLE: str(error)}


def _model(own: OwnDeck) -> Model | None:
    return load_model(own.deck.model) if own.deck.model else None


async def _line(request: Request, said: str) -> Response:
    """A file as a line of the table, and the state of its deck; ``said`` has braces for the name."""
    _, own = await own_deck(request)
    found = partial(files.line, deck=own, person=_person(request))
    line = await server_of(request).database.read(found)
    seen: dict[str, Any] = {"line": line, "reported": await _reported(request, own, line.person)}
    return render(request, "hosting/_line_saved.html", said=said.format(line.name), own=own, **seen)


def _form(
    request: Request,
    host: Host,
    own: OwnDeck,
    file: DraftFile | None,
    typed: TypedForm,
    reported: Mapping[str, ReportedFile] | None = None,
) -> Response:
    """The form of a file, in its line of the table or as a page with the file as a player sees it."""
    model = _model(own)
    profile = file.profile if file else new_profile(own.deck, model, server_of(request).rng, emblem=False)
    fields = typed_of(profile, model, own.deck.measure, is_new=file is None) | dict(typed.fields)
    seen: dict[str, Any] = {"host": host, "own": own, "known": file, "typed": fields, "errors": typed.errors}
    code = 422 if typed.errors else 200
    if is_fragment(request) and file:
        said = NOT_STORED if typed.errors else f"{profile.name} can be edited."
        return render(request, "hosting/_line_form.html", code, said=said, **seen)
    shown = file_view(file.profile.public(portrait_url(file.portrait)), own.deck.model) if file else None
    done = "" if typed.errors else confirmation_of(request)
    seen["told"] = (reported or {}).get(file.person) if file else None
    seen |= {"model": model, "facts": facts_of(profile.record, model), "file": shown, "done": done}
    return render(request, "hosting/file.html", code, lines=LINES, **seen)


def _conflict(
    request: Request, host: Host, own: OwnDeck, now: DraftFile | None, form: dict[str, str]
) -> Response:
    """Both texts: what the file has become, and what was typed; nothing is stored."""
    rows = _differences(typed_of(now.profile, _model(own), own.deck.measure), form) if now else []
    name = "hosting/_line_conflict.html" if is_fragment(request) else "hosting/conflict.html"
    seen = {"host": host, "own": own, "now": now, "rows": rows, "form": form}
    return render(request, name, CONFLICT, said=MEANWHILE, **seen)


def _differences(now: dict[str, str], form: dict[str, str]) -> list[tuple[str, str, str]]:
    """Field, what it says now, and what was typed, for every field that differs."""
    fields = [(name, now.get(name, ""), form[name]) for name in form if name != "revision"]
    return [
        (name.replace("_", " "), stored, typed) for name, stored, typed in fields if stored != typed.strip()
    ]
