"""Who finds a deck: everybody who looks at the lists, or only those who know its address."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ....store.hosts import listing
from ....store.runs import run_cache
from ...forms.reading import read_form
from ..deck_pages import change_deck, own_deck

ANSWERS = {"yes": True, "no": False}


async def set_unlisted(request: Request) -> Response:
    """POST /host/decks/{deck}/unlisted: take a deck off every list, or put it back."""
    form = await read_form(request)
    await own_deck(request)
    said = ANSWERS.get(form.get("unlisted", ""))
    if said is None:
        raise HTTPException(422, "A deck is listed or unlisted; say yes or no to unlisted.")
    _, own, _ = await change_deck(request, lambda c, deck: listing.set_unlisted(c, deck, said))
    run_cache.forget(lambda stored: stored.deck.id == own.deck.id)
    done = "unlisted" if said else "listed"
    return RedirectResponse(f"/host/decks/{own.deck.slug}/settings?done={done}#address", 303)
