"""What the office remarks on a split: one dry sentence on the room, never on a person."""

from ..verdict import Truth
from .split import Split

MANY = 4
"""From so many calls on, all of them is a crowd."""


def remark(split: Split, truth: Truth | None, right: int) -> str:
    """The sentence under a split; ``right`` calls were. ``truth`` is None if each has an own score."""
    everybody = split.all
    if everybody == 0:
        return "Nobody called. The office understands."
    if truth is Truth.TIE:
        return "The very same score. Everybody is right, which helps nobody."
    if everybody == 1:
        return "A room of one, and it is right." if right else "A room of one, and it is wrong."
    if right == 0:
        return "All of you called, and all of you were wrong." if everybody >= MANY else "Nobody was right."
    if right == everybody:
        return "All of you knew. The office suspects a leak." if everybody >= MANY else "Nobody was wrong."
    if right == 1:
        return "One of you knew."
    if right == everybody - 1:
        return "All but one of you knew. It takes all kinds."
    if truth is None:
        return f"{right} of {everybody} were right, each beside their own score."
    if split.higher == split.lower:
        return "You are split down the middle. One half of the room owes the other an apology."
    return "The room was right." if 2 * right > everybody else "Most of the room was wrong."
