"""What a screen of a room asks of the database: each thing once, and only where the room has it."""

from collections import Counter

import pytest
from tests.web.hosts import signed_in
from tests.web.rooms.hosted import Hosted

from higherthanthou.store.engine.statement import Statement
from higherthanthou.store.polls import polls
from higherthanthou.store.rooms import laws, results, stars
from higherthanthou.web.rooms import screens
from higherthanthou.web.rooms.screens import Screen
from higherthanthou.web.server import Server

pytestmark = pytest.mark.sqlite

POLL, LAWS, VOTES, STARS, MEANS = (
    polls._of_room, laws._laws, laws._counted, stars._counted, results._stars,
)  # fmt: skip
STATES = ("lobby", "asking", "shown", "rating", "shown", "voting", "asking", "shown", "over")


def asked(hosted: Hosted, monkeypatch: pytest.MonkeyPatch) -> tuple[Counter[object], Screen]:
    """How often each statement is run for a screen."""
    found: Counter[object] = Counter()
    ran, room, now = Statement.run, hosted.room, hosted.server.now()
    with monkeypatch.context() as patched:
        patched.setattr(Statement, "run", lambda *given: found.update([given[0]]) or ran(*given))
        screen = hosted.server.database.read_now(lambda c: screens.screen_of(c, room, now))
    return found, screen


def test_a_screen_reads_each_thing_once(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a room that has a poll, a model, and so a vote: only in the states that show them."""
    hosted = Hosted(server, signed_in(server), poll="yes")
    shown_in = {POLL: {"lobby", "over"}, VOTES: {"voting"}, STARS: {"rating"}}
    for state in STATES:
        if state != "lobby":
            hosted.step(state)
        found, _ = asked(hosted, monkeypatch)
        for statement, states in shown_in.items():
            assert found[statement] == (state in states), state
        assert found[LAWS] == (state in {"asking", "shown", "rating", "over"}), state
        assert found[MEANS] == (state in {"shown", "rating", "over"}), state
        if state != "over":  # the mirror of a room is worked out once, from what the screen reads too
            assert max(found.values()) == 1, state


def test_a_room_without_a_model_asks_for_no_law(wide_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing there can weigh otherwise."""
    hosted = Hosted(wide_server, signed_in(wide_server), deck="goals")
    for state in ("lobby", "asking", "shown", "over"):
        if state != "lobby":
            hosted.step(state)
        found, _ = asked(hosted, monkeypatch)
        assert found[LAWS] == found[VOTES] == 0, state


def test_the_word_of_a_screen_is_the_one_it_asks_with(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise each screen would be sent again every few seconds."""
    hosted = Hosted(server, signed_in(server), poll="yes")
    for state in STATES:
        if state != "lobby":
            hosted.step(state)
        _, screen = asked(hosted, monkeypatch)
        room, now = hosted.room, server.now()
        assert server.database.read_now(lambda c, r=room, n=now: screens.tally(c, r, n)) == screen.tally
