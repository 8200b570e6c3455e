"""Cookies of players: found where their player is, whatever their age, and telling nothing."""

from random import Random

import pytest

from higherthanthou.store.engine.database import Database
from higherthanthou.store.players import players
from higherthanthou.store.players.sessions import cookie_of, hash_token, new_token, player_of
from world import NOW

SECRET = b"a secret for the tests, long enough"


def seated(database: Database, seed: int) -> tuple[int, str]:
    """A new player, and the random part of the cookie."""
    token = new_token()
    kept = hash_token(SECRET, token)
    return database.write_now(lambda c: players.add_player(c, kept, NOW, Random(seed))), token


def test_a_cookie_finds_its_player_with_and_without_a_number(database: Database) -> None:
    """Those that were given before cookies had a number are the random part alone."""
    ann, token = seated(database, 1)
    ben, other = seated(database, 2)
    for player, random_part in ((ann, token), (ben, other)):
        cookie = cookie_of(SECRET, random_part, player)
        assert database.read_now(lambda c, cookie=cookie: player_of(c, SECRET, cookie)) == player
        assert database.read_now(lambda c, cookie=random_part: player_of(c, SECRET, cookie)) == player


def test_a_number_that_is_somebody_elses_finds_nobody(database: Database) -> None:
    """Nor does one that is none, or a random part that nobody has."""
    ann, token = seated(database, 1)
    ben, other = seated(database, 2)
    good = cookie_of(SECRET, token, ann)
    number = good.partition(".")[2]
    wrong = [
        cookie_of(SECRET, token, ben),
        cookie_of(b"another secret", token, ann),
        f"{other}.{number}",
        *(
            f"{token}.{written}"
            for written in ("", "é", "AAAAAAAAAAA", "A" * 10, "A" * 400, number[:-1], ".")
        ),
        f"{new_token()}.{number}",
        new_token(),
        ".",
    ]
    for cookie in wrong:
        assert database.read_now(lambda c, cookie=cookie: player_of(c, SECRET, cookie)) is None, cookie


@pytest.mark.parametrize("first", [1, 1 << 40, (1 << 62) - 50])
def test_a_cookie_tells_neither_who_nor_when(first: int) -> None:
    """Numbers one after the other, as players have them, look like chance: every bit is set about half of the time."""
    written = [cookie_of(SECRET, f"token {n}", first + n // 20).partition(".")[2] for n in range(1000)]
    assert len(set(written)) == 1000
    assert {len(one) for one in written} == {11}
    letters = [{one[place] for one in written} for place in range(10)]
    assert all(len(found) == 64 for found in letters)
