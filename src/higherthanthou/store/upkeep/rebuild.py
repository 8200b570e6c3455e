"""Rebuilds boards and tallies from the log of guesses, and reports where the stored ones differ."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from ...game.modes import MODES
from ..boards.boards import PERIODS, board_name
from ..boards.zeroing import starts
from ..days import tallies
from ..tables import board_counts, board_rows, columns, guesses, run_of, runs

Best = dict[tuple[str, int], tuple[int, int]]
"""``{(board, player id): (value, milliseconds when it was reached)}``."""


def rebuild(connection: Connection) -> list[str]:
    """Replace every board and the tallies of dailies by what the log says; return the differences."""
    differences = list(differing(connection))
    best = from_log(connection)
    tallies.rebuild(connection)
    connection.execute(delete(board_rows))
    connection.execute(delete(board_counts))
    if best:
        connection.execute(insert(board_rows), [
            {"board": board, "player_id": player, "value": value, "reached_at": at}
            for (board, player), (value, at) in best.items()
        ])  # fmt: skip
        connection.execute(insert(board_counts), [
            {"board": board, "value": value, "shard": 0, "players": count}
            for (board, value), count in _histogram(best).items()
        ])  # fmt: skip
    return differences


def differing(connection: Connection) -> Iterator[str]:
    """Compare boards, histograms and tallies of dailies with the log; a sentence for each difference."""
    best = from_log(connection)
    kept = {(r.board, r.player_id): (r.value, r.reached_at) for r in connection.execute(select(board_rows))}
    for key in sorted(best.keys() | kept.keys()):
        if best.get(key) != kept.get(key):
            yield f"board {key[0]}, player {key[1]}: the log says {best.get(key)}, the board {kept.get(key)}"
    summed = select(board_counts.c.board, board_counts.c.value, func.sum(board_counts.c.players))
    counted = {
        (board, value): players
        for board, value, players in connection.execute(summed.group_by("board", "value"))
        if players
    }
    counts = _histogram(best)
    for place in sorted(counts.keys() | counted.keys()):
        if counts.get(place, 0) != counted.get(place, 0):
            yield (
                f"board {place[0]}, value {place[1]}: the log counts {counts.get(place, 0)} players, "
                f"the histogram {counted.get(place, 0)}"
            )
    yield from tallies.differing(connection)


def from_log(connection: Connection) -> Best:
    """Each player's best on each board, computed from the guesses of ended, ranked runs.

    A run that ended before its board was put to zero does not count.
    """
    counts_from = starts(connection)
    gained = func.sum(guesses.c.gain)
    which = columns(runs, "player_id deck_id deck_version mode own_score started_at ended_at")
    query = (
        select(*which, gained)
        .join(guesses, run_of(guesses))
        .where(runs.c.ended_at.is_not(None), runs.c.ranked)
        .group_by(runs.c.player_id, runs.c.id)
        .order_by(runs.c.ended_at)
    )
    best: Best = {}
    found: Iterable[Any] = connection.execute(query)
    for player, deck, version, key, own_score, started_at, ended_at, gain in found:
        if ended_at < counts_from.get((deck, version, key), 0):
            continue
        mode = MODES[key]
        value = mode.board_value(mode.first_value(own_score) + gain, own_score)
        at = mode.counted_at(started_at, ended_at)
        for period in PERIODS:
            place = board_name(deck, version, key, period, at), player
            if place not in best or best[place][0] < value:
                best[place] = value, at
    return best


def _histogram(best: Best) -> Counter[tuple[str, int]]:
    return Counter((board, value) for (board, _player), (value, _at) in best.items())
