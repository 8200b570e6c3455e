"""Opening a room: all of its files are drawn now, so that nothing can be drawn again."""

from random import Random

from sqlalchemy import bindparam, exists, insert, select
from sqlalchemy.engine import Connection

from ...game.deal import Aim, Side
from ...game.errors import NobodyLeft, Refusal
from ...game.modes import MODES
from ...game.rooms.code import new_code
from ...game.rooms.course import State
from ...game.rooms.terms import Compared, Terms
from ..decks.decks import Deck
from ..decks.standings import quantiles_of
from ..engine.statement import Statement
from ..players.players import PROVISIONAL_SCORE
from ..polls.polls import open_for_room
from ..runs.candidates import anchor_of, nearest, score_at
from ..runs.dealing import MIDDLE
from ..tables import RoomRow, new_id, profiles, room_rounds, rooms
from .rooms import Room, by_id, find

TRIES = 12
"""A coin that falls on a side without a file is tossed again at most this often."""

TOO_FEW = "This deck has too few files for a room of that many rounds; ask for fewer."
NO_ROOMS = "This deck is archived; rooms are opened on the others."

_taken = exists().where(
    room_rounds.c.room_id == bindparam("room_id"), room_rounds.c.profile_id == profiles.c.id
)
_candidates = nearest(~_taken)
_add_room = Statement(insert(rooms).values({c.name: bindparam(c.name) for c in rooms.c}))
_add_round = Statement(insert(room_rounds).values({c.name: bindparam(c.name) for c in room_rounds.c}))
_coded = Statement(select(rooms.c.id).where(rooms.c.code == bindparam("code")))


def open_room(
    connection: Connection,
    deck: Deck,
    terms: Terms,
    opener_id: int,
    host_id: int | None,
    now: int,
    rng: Random,
    follows: int | None = None,
    room_id: int | None = None,
) -> Room:
    """Open a room on the published version of a deck, and draw its files.

    ``room_id`` is for a form that may come twice: if a room with that id is there, it is the answer.

    Raises:
        Refusal: The deck is archived, or has too few files.
    """
    if room_id is not None and (known := by_id(connection, room_id)) is not None:
        return known
    if deck.state != "published":
        raise Refusal(NO_ROOMS)
    code = _free_code(connection, rng)
    row = RoomRow(
        id=room_id or new_id(), code=code, host_id=host_id, opener_id=opener_id,
        deck_id=deck.id, deck_version=deck.version,
        against=terms.against, rounds=terms.rounds, reasons=terms.reasons, ranks=terms.ranks,
        names=terms.names, on_phones=terms.on_phones, seconds=terms.seconds, knob=terms.knob,
        state=State.LOBBY, opened_at=now, changed_at=now, host_seen_at=now, follows=follows,
        votes=deck.model is not None,
    )  # fmt: skip
    _add_room.change(connection, **row.model_dump())
    try:
        _draw(connection, deck, row.id, terms, rng)
    except NobodyLeft:
        raise Refusal(TOO_FEW) from None
    if terms.poll:
        open_for_room(connection, row.id, now, rng)
    room = find(connection, code)
    assert room is not None
    return room


def _free_code(connection: Connection, rng: Random) -> str:
    while _coded.first(connection, code=(code := new_code(rng))) is not None:
        pass
    return code


def _draw(connection: Connection, deck: Deck, room_id: int, terms: Terms, rng: Random) -> None:
    """Draw the files, and for a chain the one that it begins with, as round 0."""
    chain = terms.against is Compared.BEFORE
    mode = MODES["chain" if chain else "daily"]
    before = None
    if terms.against is Compared.OWN:
        anchor = anchor_of(connection, deck, PROVISIONAL_SCORE)
    else:
        anchor = score_at(connection, deck, rng.randint(*MIDDLE))
    if chain:
        anchor, before = _draw_file(connection, deck, room_id, _anybody(connection, deck, anchor), rng)
        _add(connection, room_id, 0, anchor, before, None, None)
    quantiles = quantiles_of(connection, deck)
    for number in range(1, terms.rounds + 1):
        aims = [mode.aim(number, anchor, rng, deck.scale, quantiles) for _ in range(TRIES)]
        score, profile_id = _on_a_side(connection, deck, room_id, aims, rng)
        told = None if terms.against is Compared.OWN else anchor
        _add(connection, room_id, number, score, profile_id, told, before)
        if chain:
            anchor, before = score, profile_id


def _anybody(connection: Connection, deck: Deck, target: int) -> Aim:
    """Anybody who has files on both sides."""
    quantiles = quantiles_of(connection, deck)
    low, high = (deck.low, deck.high) if quantiles is None else quantiles.inside
    return Aim(Side.HIGHER, target, low, high)


def _on_a_side(
    connection: Connection, deck: Deck, room_id: int, aims: list[Aim], rng: Random
) -> tuple[int, int]:
    for wanted in aims:
        try:
            return _draw_file(connection, deck, room_id, wanted, rng)
        except NobodyLeft:
            continue
    raise NobodyLeft(TOO_FEW)


def _draw_file(connection: Connection, deck: Deck, room_id: int, wanted: Aim, rng: Random) -> tuple[int, int]:
    """Score and profile of a file that is not in this room yet; NobodyLeft if that side has none."""
    found = _candidates.all(
        connection, deck_id=deck.id, version=deck.version, room_id=room_id, target=wanted.target,
        pivot=rng.getrandbits(62), low=wanted.low, high=wanted.high,
    )  # fmt: skip
    if not found:
        raise NobodyLeft(TOO_FEW)
    score, profile_id = rng.choice(found)
    return score, profile_id


def _add(
    connection: Connection, room_id: int, number: int, score: int, profile_id: int, anchor: int | None,
    before: int | None,
) -> None:  # fmt: skip
    _add_round.change(
        connection, room_id=room_id, round=number, profile_id=profile_id, score=score, anchor=anchor,
        before_id=before, asked_at=None, shown_at=None,
    )  # fmt: skip
