"""What the page of a host says once after a form has done its work: the form leads to it with ``?done=``."""

from starlette.requests import Request

DONE = {
    "saved": "Saved",
    "added": "Added",
    "restored": "Back in the deck",
    "picture": "The picture is on the file",
    "portrait": "A drawn portrait is on the file",
}
"""The beginnings of the sentences; the name of the file or deck follows."""


def done_of(request: Request) -> str:
    """The beginning of the sentence that the URL asks for; empty for none."""
    return DONE.get(request.query_params.get("done", ""), "")
