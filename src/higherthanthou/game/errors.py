"""Refusals. Their sentences may be shown to the player."""


class Refusal(Exception):
    """A request that the rules refuse; ``str(refusal)`` is one sentence for the player."""


class UnknownMode(Refusal):
    """There is no mode of that name."""


class NotDealt(Refusal):
    """That turn has not been dealt in this run."""


class NobodyLeft(Refusal):
    """The deck has no file on the side that the coin chose."""
