"""What can go wrong between a request and the database."""


class Missing(LookupError):
    """There is no such run, or no such player."""


class Unavailable(Exception):
    """The database cannot take this now; try again in ``retry_after`` seconds."""

    retry_after = 2
    status = 503
    sentence = "The archive is busy. Nothing was lost; please try again in a moment."


class Stale(Unavailable):
    """A write was made upon what another one has changed; it is undone, and run again upon what is there.

    Should that be stale as well, whoever asked is told what ``Unavailable`` says.
    """


class NotYet(Unavailable):
    """The ten files of today have still to be made."""

    retry_after = 20
    sentence = "Today's ten files are still being drawn up. Please try again in a moment."


class Full(Unavailable):
    """The disk is full."""

    retry_after = 30
    status = 507
    sentence = (
        "The archive has no room left. Nothing was lost; the operator of this server has to free some space."
    )


class StoreError(Exception):
    """The store cannot be opened or used as asked; the message is one sentence for whoever runs it."""

    @classmethod
    def unusable(cls, database: str | None, why: str) -> "StoreError":
        """What the database itself says is wrong with it."""
        return cls(f"The database {database} cannot be used: {why}.")
