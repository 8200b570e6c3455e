"""The share of all pairs in a deck that are near enough to match."""

from collections.abc import Mapping


def share_of_pairs(people: Mapping[int, int], within: int) -> float:
    """The share (0 to 1) of all pairs whose scores are at most ``within`` points apart.

    ``people`` is ``{score: number of people}``; 0 where there is no pair.
    """
    scores = sorted(people)
    total = sum(people.values())
    near, window, first = 0, 0, 0
    for score in scores:
        while scores[first] < score - within:
            window -= people[scores[first]]
            first += 1
        count = people[score]
        near += count * window + count * (count - 1) // 2
        window += count
    pairs = total * (total - 1) // 2
    return near / pairs if pairs else 0.0
