"""Refusals whose sentence may be shown to the player."""


class Refusal(Exception):
    """A request the rules turn down; ``str(refusal)`` is one sentence for the player."""


class UnknownMode(Refusal):
    """The mode named is none of ours."""


class NotDealt(Refusal):
    """The turn named has not been dealt in this run."""


class NobodyLeft(Refusal):
    """The deck has nobody on the side that the coin chose."""
