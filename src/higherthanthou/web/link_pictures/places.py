"""The pictures and previews of places to play at: the game itself, decks, dailies, and rooms."""

from urllib.parse import urlsplit

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...authoring.link_pictures.place_picture import PlacePicture, place_svg
from ...authoring.link_pictures.signs_picture import daily_picture, signs_svg
from ...game.comparison import COMPARISONS, USUAL, Comparison
from ...game.modes.daily import day_of, number_of
from ...settings import Settings
from ...store.decks.decks import Deck
from ..boards.boards import found
from ..html.link_preview import OPENING, QUESTION, LinkPreview
from ..html.render import capital
from ..server import server_of
from .drawn_pictures import LinkPicture, send_drawn

ONE_FILE = "A file under black bars, and two buttons: {} and {}."


def host_of(settings: Settings) -> str:
    """What stands in the foot of a picture: the host of PUBLIC_URL; nothing where that is not set.

    A request may name any host, and a picture is drawn once for all of them.
    """
    return urlsplit(settings.public_url).netloc


def game_picture(settings: Settings) -> LinkPicture:
    """The picture of the game."""
    line = f"{OPENING} No account, no cookie before you play."
    words = COMPARISONS[USUAL]
    title = "Higher or lower than you?"
    return _place(PlacePicture("The game", title, line, words.up, words.down, host_of(settings)))


def deck_picture(deck: Deck, settings: Settings) -> LinkPicture:
    """The picture of a deck: what anybody may know of it."""
    line = f"{_files(deck)}. One question about each: {deck.words.asks.lower()}?"
    heading = f"{capital(deck.noun)} files"
    title, words = deck.marked_title, deck.words
    return _place(PlacePicture(heading, title, line, words.up, words.down, host_of(settings)))


def room_picture(deck: Deck, settings: Settings) -> LinkPicture:
    """The picture of every room on a deck; the code of a room is in its link, and nowhere else."""
    line = "The same file on every phone. Come in by the link; no account is needed."
    title, words = deck.marked_title, deck.words
    return _place(PlacePicture("A live room", title, line, words.up, words.down, host_of(settings)))


def todays_picture(deck: Deck, now: int, settings: Settings) -> LinkPicture:
    """The picture of today's daily: its number, and nothing of its files."""
    return LinkPicture(daily_picture(deck.title, number_of(day_of(now)), host_of(settings)), signs_svg)


def _place(content: PlacePicture) -> LinkPicture:
    return LinkPicture(content, place_svg)


def _files(deck: Deck) -> str:
    span = deck.measure.span(deck.low, deck.high)
    return f"{deck.size:,} files, {deck.label} {span}"


def _alt(words: Comparison) -> str:
    return ONE_FILE.format(words.up, words.down)


def game_preview(settings: Settings) -> LinkPreview:
    """The preview of the front page."""
    picture = game_picture(settings).address("/game.png")
    return LinkPreview("Higher Than Thou", f"{OPENING} {QUESTION}", "/", picture, _alt(COMPARISONS[USUAL]))


def deck_preview(deck: Deck, settings: Settings) -> LinkPreview:
    """The preview of the page of a deck."""
    page = f"/decks/{deck.slug}"
    sentence = f"{_files(deck)}. A stranger’s file, and one question: {deck.words.asks.lower()}?"
    picture = deck_picture(deck, settings).address(f"{page}.png")
    return LinkPreview(f"{deck.marked_title} · Higher Than Thou", sentence, page, picture, _alt(deck.words))


def daily_preview(deck: Deck, now: int, settings: Settings, origin: str) -> LinkPreview:
    """The preview of a daily, which is another one each day."""
    number = number_of(day_of(now))
    picture = todays_picture(deck, now, settings).address(f"/daily.png?deck={deck.slug}")
    return LinkPreview(
        f"The daily, {deck.title} · No. {number}",
        "Ten files, the same for everybody until midnight (UTC), against one mark. One go.",
        f"/daily?deck={deck.slug}",
        picture,
        f"Daily number {number}: ten files that are still to be judged.",
        origin,
    )


def room_preview(deck: Deck, code: str, settings: Settings, origin: str) -> LinkPreview:
    """The preview of the door of a room."""
    picture = room_picture(deck, settings).address(f"/j/{code}.png")
    sentence = "The same file on every phone, and everybody calls: higher or lower? Come in by this link."
    title = f"A room: {deck.marked_title} · Higher Than Thou"
    return LinkPreview(title, sentence, f"/j/{code}", picture, _alt(deck.words), origin)


async def show_game_picture(request: Request) -> Response:
    """GET /game.png: the picture of links to the front page."""
    server = server_of(request)
    return await send_drawn(request, server, game_picture(server.settings))


async def show_deck_picture(request: Request) -> Response:
    """GET /decks/{slug}.png: the picture of links to a deck."""
    server, slug = server_of(request), request.path_params["slug"]
    deck = await server.database.read(lambda connection: found(connection, slug), short=True)
    return await send_drawn(request, server, deck_picture(deck, server.settings))


async def show_daily_picture(request: Request) -> Response:
    """GET /daily.png: the picture of links to the daily of a deck, as it is today."""
    server, slug = server_of(request), request.query_params.get("deck", "")

    def read(connection: Connection) -> Deck:
        return found(connection, slug)

    deck = await server.database.read(read, short=True)
    return await send_drawn(request, server, todays_picture(deck, server.now(), server.settings))
