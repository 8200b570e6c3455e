"""Signing in and out as a host, and another password."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...accounts.credentials import accept_password, hash_password
from ...game.errors import Refusal
from ...store.hosts import hosts
from ..forms.reading import read_form
from ..html.render import render
from ..server import server_of
from ..sessions.host_cookies import end_session, host_of, host_or_none, open_session, session_hash
from ..sessions.passwords import try_password, work

NO_MATCH = "That name and that password do not go together."


async def show_sign_in(request: Request) -> Response:
    """GET /host/sign-in."""
    if await host_or_none(request):
        return RedirectResponse("/host", 303)
    return render(request, "hosting/sign_in.html", typed="", error=None)


async def sign_in(request: Request) -> Response:
    """POST /host/sign-in: the same answer after the same work, whether there is such a host or not."""
    form = await read_form(request)
    name = form.get("name", "")
    found = await try_password(request, name, form.get("password", ""))
    if found is None:
        return render(request, "hosting/sign_in.html", 422, typed=name, error=NO_MATCH)
    return await open_session(request, RedirectResponse("/host", 303), found[0])


async def sign_out(request: Request) -> Response:
    """POST /host/sign-out."""
    return await end_session(request, RedirectResponse("/", 303))


async def show_password(request: Request) -> Response:
    """GET /host/password."""
    return _password(request, await host_of(request))


async def change_password(request: Request) -> Response:
    """POST /host/password: every other session of this host ends."""
    server, host, form = server_of(request), await host_of(request), await read_form(request)
    old, new = form.get("password", ""), form.get("new_password", "")
    found = await try_password(request, host.name, old)
    if found is None:
        return _password(request, host, "password", "That is not your present password.")
    try:
        accept_password(new, host.name)
    except Refusal as refusal:
        return _password(request, host, "new_password", str(refusal))
    hashed, but = await work(hash_password, new), session_hash(request)
    await server.database.write(
        lambda connection: hosts.set_password(connection, host.id, hashed, but, found[1])
    )
    return _password(request, host, done=True)


def _password(
    request: Request, host: hosts.Host, wrong: str = "", error: str | None = None, done: bool = False
) -> Response:
    """The form of another password; ``wrong`` is the field that an error is about."""
    seen = {"host": host, "wrong": wrong, "error": error, "done": done}
    return render(request, "hosting/password.html", 422 if error else 200, **seen)
