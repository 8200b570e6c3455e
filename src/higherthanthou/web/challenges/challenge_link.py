"""What chats show beside the link to a challenge: right and wrong only, nothing of its files."""

from functools import partial

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...authoring.link_pictures.signs_picture import challenge_picture, signs_svg
from ...game.modes.share import RIGHT, WRONG
from ...settings import Settings
from ...store.challenges import challenges
from ...store.challenges.trails import Looked, look
from ...store.decks.decks import Deck
from ..html.link_preview import LinkPreview
from ..link_pictures.drawn_pictures import LinkPicture, send_drawn
from ..link_pictures.places import deck_picture, host_of
from ..play.modes.challenge_pieces import title_of
from ..server import server_of


def picture_of(looked: Looked, deck: Deck, settings: Settings) -> LinkPicture:
    """The picture of a challenge; that of its deck if its maker has been erased."""
    if looked.maker is None:
        return deck_picture(deck, settings)
    signs = "".join([RIGHT if step.right else WRONG for step in looked.maker.trail])
    title = title_of(deck, looked.challenge.day)
    content = challenge_picture(looked.maker.right, signs, title, host_of(settings))
    return LinkPicture(content, signs_svg)


def challenge_preview(looked: Looked, deck: Deck, settings: Settings, origin: str) -> LinkPreview:
    """The preview of the page of a challenge. It names nobody."""
    page, files = f"/c/{looked.challenge.token}", looked.challenge.files
    title = title_of(deck, looked.challenge.day)
    result = f"{looked.maker.right} of {files} right." if looked.maker else f"{files} files."
    return LinkPreview(
        f"A challenge: {title} · Higher Than Thou",
        f"{result} The same files, in the same order. And you?",
        page,
        picture_of(looked, deck, settings).address(f"{page}.png"),
        f"A challenge, {title}: {result}",
        origin,
    )


async def show_challenge_picture(request: Request) -> Response:
    """GET /c/{token}.png: the picture of links to a challenge that goes on."""
    server, token = server_of(request), request.path_params["token"]
    looked, deck = await server.database.read(partial(_look, token=token))
    return await send_drawn(request, server, picture_of(looked, deck, server.settings))


def _look(connection: Connection, token: str) -> tuple[Looked, Deck]:
    """What a stranger may see; Ended if the challenge is over."""
    challenge = challenges.find(connection, token)
    challenges.must_go_on(challenge)
    return look(connection, challenge, None), challenges.deck_of(connection, challenge)
