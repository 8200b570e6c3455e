"""The file that a room is asked about, on a phone: the two answers, then the fact that decided."""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from ....game.deal import Side
from ....game.modes.mode import Against
from ....game.profile import Fact, PublicProfile, shortened
from ....game.rooms.terms import Compared
from ....store.decks.decks import Deck
from ....store.rooms.calls import OwnCall, counts, own_call
from ....store.rooms.files import AskedFile, asked_file
from ....store.rooms.guests import Guest
from ....store.rooms.laws import law_at, laws_of
from ....store.rooms.rooms import Room
from ...html import pieces
from ...html.pieces import Piece
from ...html.render import led_size
from ...play.run_view import question
from ...play.table import FileView, bars_of, file_view
from ..class_laws import LawView, law_view

_AGAINST = {Compared.MARK: Against.MARK, Compared.OWN: Against.YOU, Compared.BEFORE: Against.PERSON}


class Anchor(NamedTuple):
    """What files are compared with: the figure on its panel, the size of that, and whose it is."""

    figure: str
    led: str
    whose: str


class AskingView(NamedTuple):
    """The file of a round before its score is shown; nothing here tells the score.

    ``facts`` are those on the file, one of which may be the ``reason`` (its place); ``guess`` is the guest's
    own call, or empty. ``kept`` says what is kept. ``file`` is None where the wall alone shows it. ``left``
    is how many milliseconds are left, None if it is not timed. ``law`` is the one that the room voted for, if
    it judges this file.
    """

    anchor: Anchor
    question: str
    file: FileView | None
    facts: tuple[Fact, ...]
    bars: Piece
    asks_reason: bool
    guess: str
    reason: int | None
    kept: str
    called: int
    awaited: int
    left: int | None
    law: LawView | None
    said: str


def anchor_view(asked: AskedFile, guest: Guest, deck: Deck) -> tuple[int, Anchor]:
    """What a file is compared with on this guest's phone."""
    score = guest.anchor if asked.anchor is None else asked.anchor
    figure = deck.measure.panel(score)
    whose = "You" if asked.anchor is None else asked.before or "The mark"
    return score, Anchor(figure, led_size(figure), whose)


def asking_view(connection: Connection, room: Room, guest: Guest, deck: Deck, now: int) -> AskingView | None:
    """The file of now for a guest."""
    asked = asked_file(connection, room)
    if asked is None:
        return None
    mine, counted = own_call(connection, room, guest.player_id), counts(connection, room)
    score, anchor = anchor_view(asked, guest, deck)
    law = law_view(law_at(laws_of(connection, room), room.round), deck, room.round)
    weighed = None if law else deck.model  # what a bar weighs at most is told by the own law of a deck only
    asks = question(deck, score, _AGAINST[Compared(room.against)], None, asked.before)
    facts = tuple([Fact(fact.label, shortened(fact.text)) for fact in asked.profile.facts])
    return AskingView(
        anchor=anchor,
        question=asks,
        file=file_view(asked.profile, weighed) if room.on_phones else None,
        facts=facts,
        bars=pieces.joined(bars_of(asked.profile, weighed)),
        asks_reason=room.reasons and bool(facts),
        guess=mine.guess if mine else "",
        reason=mine.reason if mine else None,
        kept=_kept(mine, facts, deck, room),
        called=counted.called,
        awaited=counted.awaited,
        law=law,
        left=None if room.deadline_at is None else max(0, room.deadline_at - now),
        said=_said(room, asked.profile, asks),
    )


def _kept(mine: OwnCall | None, facts: tuple[Fact, ...], deck: Deck, room: Room) -> str:
    """The call that is kept, in words after its sign; empty if there is none."""
    if mine is None:
        return ""
    word = deck.words.up if mine.guess is Side.HIGHER else deck.words.down
    if mine.reason is not None:
        return f"{word}, because of {facts[mine.reason].label}."
    return f"{word}."


def _said(room: Room, profile: PublicProfile, asks: str) -> str:
    name = f" {profile.name}." if room.on_phones else " The file is on the wall."
    return f"File {room.round} of {room.rounds}.{name} {asks}"
