"""A first start of what is served: decks of thirty are made, and what has happened before each is given as Python."""

import signal
import sys

from higherthanthou.cli import _refuse
from higherthanthou.making import seeding
from higherthanthou.settings import read_settings
from higherthanthou.storage import open_to_serve
from higherthanthou.store.decks import decks
from higherthanthou.store.engine.errors import StoreError


def main() -> None:
    """Print how many decks there are, and whether Alembic and Faker are in this process; or why there are none."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    ordered, instead = seeding._ordered, sys.argv[1]

    def small(order: seeding.GenerateOptions) -> object:
        exec(instead)  # of our own test
        return ordered(seeding.GenerateOptions(order.theme, size=30))

    seeding._ordered = small  # type: ignore[assignment]  # it takes the place of the real one here
    try:
        database = open_to_serve(read_settings(), workers=2)
    except (KeyboardInterrupt, RuntimeError, StoreError) as error:
        _refuse(repr(error))
    print(len(database.read_now(decks.published)))  # noqa: T201  # the test reads it
    print("alembic" in sys.modules, "faker" in sys.modules)  # noqa: T201  # the test reads it
    database.close()


if __name__ == "__main__":
    main()
