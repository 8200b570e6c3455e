"""The perks and sanctions of a year: their limits, their effects, and the claims about real ones."""

from typing import NamedTuple


class Privilege(NamedTuple):
    """A perk applies from ``limit`` up, a sanction below it. ``claim`` is about its real counterpart."""

    key: str
    title: str
    perk: bool
    limit: int
    effect: str
    claim: str

    @property
    def kind(self) -> str:
        """The word for it."""
        return "perk" if self.perk else "sanction"

    def applies(self, value: int) -> bool:
        """Whether it applies at a score."""
        return value >= self.limit if self.perk else value < self.limit


DEPOSIT = Privilege(
    "deposit", "No deposit", True, 600, "The first wrong call of the year costs 10 points at most.", "deposit"
)
BICYCLE = Privilege(
    "bicycle", "Bicycle", True, 650, "Once a year you may swap the file on your desk.", "bicycle"
)
VISA = Privilege("visa", "Visa", True, 700, "One black bar of every file may be uncovered.", "visa")
VIP = Privilege("vip", "VIP", True, 750, "Your stake limit doubles: 60 points are open.", "luxembourg")
RESTAURANT = Privilege("restaurant", "No starred restaurant", False, 550, "You see one fact fewer.", "")
TRAIN = Privilege("train", "No fast train", False, 500, "Stakes of 30 and 60 points are closed.", "screens")
WALL = Privilege("wall", "The LED wall", False, 400, "The wall shows your alias, if you agreed.", "screens")
BLACKLIST = Privilege("blacklist", "Blacklisted", False, 351, "The year is over.", "lists")

PRIVILEGES = (DEPOSIT, BICYCLE, VISA, VIP, RESTAURANT, TRAIN, WALL, BLACKLIST)


def at(value: int) -> tuple[Privilege, ...]:
    """All perks and sanctions that apply at a score."""
    return tuple([privilege for privilege in PRIVILEGES if privilege.applies(value)])
