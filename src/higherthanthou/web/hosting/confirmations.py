"""Confirmations: what a host's page says once after a form, which leads to it with ``?done=``."""

from starlette.requests import Request

CONFIRMATIONS = {
    "saved": "Saved",
    "added": "Added",
    "restored": "Back in the deck",
    "picture": "The picture is on the file",
    "portrait": "A drawn portrait is on the file",
    "replaced": "The draft has the new data",
    "unlisted": "Off the lists",
    "listed": "Back on the lists",
    "settled": "Settled",
    "hide": "An alias is hidden",
    "rename": "An alias is hidden, and another stands in its place",
    "show": "An alias is shown again",
    "zero": "The boards are at zero",
    "removed": "A player is erased",
}
"""The beginnings of the sentences; the name of the file or deck follows."""


def confirmation_of(request: Request) -> str:
    """The beginning of the sentence that the URL asks for; empty for none."""
    return CONFIRMATIONS.get(request.query_params.get("done", ""), "")
