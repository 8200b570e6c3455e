"""The files of a draft, one at a time: adding, editing in the table or on a page, removing, undoing."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...authoring.seeds.models import load_model
from ...game.errors import Refusal
from ...game.profile import Profile, PublicProfile
from ...game.score import Model
from ...store.decks.profiles import portrait_url
from ...store.hosts import files
from ...store.hosts.drafts import Own
from ...store.hosts.files import File, Stale
from ...store.hosts.hosts import Host
from ...store.tables import row_id_of
from ..forms.reading import read_form
from ..html.render import is_fragment, render
from ..http.idempotency import name_of
from ..play.table import lay_file
from ..server import server_of
from .done import done_of
from .drafts import change_deck, own_deck
from .file_forms import WHOLE, FormErrors, Typed, new_profile, read_file, read_new, typed_of
from .record_forms import facts_of

CONFLICT = 409

NOT_STORED = "Nothing is stored yet: a field needs another look."
MEANWHILE = "Nothing is stored: this file was changed or removed meanwhile."


async def show_file(request: Request) -> Response:
    """GET /host/decks/{deck}/profiles/{profile}: the file as a form, and as a player sees it."""
    host, own = await own_deck(request)
    if "line" in request.query_params and is_fragment(request):
        return await _line(request, own, "{} is left as it was.")
    file = await server_of(request).database.read(partial(files.file, deck=own, person=_person(request)))
    return _form(request, host, own, file, Typed())


async def show_new(request: Request) -> Response:
    """GET /host/decks/{deck}/profiles: the form of a file that is still to be added."""
    host, own = await own_deck(request)
    return _form(request, host, own, None, Typed())


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
        return _form(request, host, own, None, Typed(form, _told(error)))
    return RedirectResponse(f"/host/decks/{own.deck.slug}/profiles/{person}?done=added", 303)


async def save(request: Request) -> Response:
    """POST /host/decks/{deck}/profiles/{profile}: edit a file, unless it was changed meanwhile."""
    server, form = server_of(request), await read_form(request, any_sign=True)
    host, own = await own_deck(request)
    person, revision = _person(request), _revision(form)
    file = await server.database.read(partial(files.file, deck=own, person=person))
    if file.revision != revision:
        return _stale(request, host, own, file, form)
    try:
        profile = read_file(form, file, own, _model(own), server.rng)
        await change_deck(request, lambda c, deck: files.change(c, deck, person, revision, profile))
    except (FormErrors, Refusal) as error:
        return _form(request, host, own, file, Typed(form, _told(error)))
    except Stale as stale:
        return _stale(request, host, own, stale.now, form)
    if is_fragment(request):
        return await _line(request, own, "Saved: {}.")
    return RedirectResponse(f"/host/decks/{own.deck.slug}/profiles/{person}?done=saved", 303)


async def remove(request: Request) -> Response:
    """POST /host/decks/{deck}/profiles/{profile}/remove: take a file out; it can be put back."""
    person = _person(request)
    _, own, name = await change_deck(request, lambda c, deck: files.remove(c, deck, person))
    if is_fragment(request):
        said = f"{name} is removed."
        return render(request, "hosting/_line_gone.html", said=said, own=own, person=person, who=name)
    return RedirectResponse(f"/host/decks/{own.deck.slug}?gone={person}", 303)


async def restore(request: Request) -> Response:
    """POST /host/decks/{deck}/profiles/{profile}/restore: undo the removal."""
    person = _person(request)
    _, own, _ = await change_deck(request, lambda c, deck: files.put_back(c, deck, person))
    if is_fragment(request):
        return await _line(request, own, "{} is back.")
    return RedirectResponse(f"/host/decks/{own.deck.slug}?done=restored&file={person}", 303)


def _person(request: Request) -> str:
    return str(request.path_params["profile"])


def _revision(form: dict[str, str]) -> int:
    text = form.get("revision", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Refusal("That form does not say which file it changes.")
    return int(text)


def _told(error: FormErrors | Refusal) -> Mapping[str, str]:
    """What is wrong by field; what the deck itself turns down is wrong with the form as a whole."""
    return error.fields if isinstance(error, FormErrors) else {WHOLE: str(error)}


def _model(own: Own) -> Model | None:
    return load_model(own.deck.model) if own.deck.model else None


async def _line(request: Request, own: Own, said: str) -> Response:
    """A file as a line of the table; ``said`` is announced, with the name in its braces."""
    found = partial(files.line, deck=own, person=_person(request))
    line = await server_of(request).database.read(found)
    return render(request, "hosting/_line.html", said=said.format(line.name), own=own, line=line)


def _form(request: Request, host: Host, own: Own, file: File | None, typed: Typed) -> Response:
    """The form of a file, in its line of the table or as a page with the file as a player sees it."""
    model = _model(own)
    profile = file.profile if file else new_profile(own.deck, model, server_of(request).rng, emblem=False)
    fields = typed_of(profile, model, is_new=file is None) | dict(typed.fields)
    seen: dict[str, Any] = {"host": host, "own": own, "known": file, "typed": fields, "errors": typed.errors}
    code = 422 if typed.errors else 200
    if is_fragment(request) and file:
        said = NOT_STORED if typed.errors else f"{profile.name} can be edited."
        return render(request, "hosting/_line_form.html", code, said=said, **seen)
    shown = lay_file(_public(file)) if file else None
    done = "" if typed.errors else done_of(request)
    seen |= {"model": model, "facts": facts_of(profile.record, model), "file": shown, "done": done}
    return render(request, "hosting/file.html", code, **seen)


def _stale(request: Request, host: Host, own: Own, now: File | None, form: dict[str, str]) -> Response:
    """Both texts: what the file has become, and what was typed; nothing is stored."""
    rows = _differences(typed_of(now.profile, _model(own)), form) if now else []
    name = "hosting/_line_stale.html" if is_fragment(request) else "hosting/stale.html"
    seen = {"host": host, "own": own, "now": now, "rows": rows, "form": form}
    return render(request, name, CONFLICT, said=MEANWHILE, **seen)


def _differences(now: dict[str, str], form: dict[str, str]) -> list[tuple[str, str, str]]:
    """Field, what it says now, and what was typed, for every field that differs."""
    told = [(name, now.get(name, ""), form[name]) for name in form if name != "revision"]
    return [(name.replace("_", " "), kept, typed) for name, kept, typed in told if kept != typed.strip()]


def _public(file: File) -> PublicProfile:
    """What a player may see of a file."""
    known: Profile = file.profile
    return PublicProfile(
        known.name, known.age, known.occupation, known.place, known.file_number, portrait_url(file.portrait),
        known.portrait_alt, known.facts(), known.withheld(),
    )  # fmt: skip
