"""Work in a thread, after which nothing of it is kept, however it ended."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

T = TypeVar("T")


async def in_thread(
    work: Callable[..., T],
    *arguments: object,
    limiter: CapacityLimiter | None = None,
    abandon_on_cancel: bool = False,
) -> T:
    """What ``work`` returns or raises in a thread; ``limiter`` says how many are at it at a time.

    anyio keeps an error in a future that the error's own traceback leads to. With that goes all that the
    callers hold, an upload of megabytes too, until somebody looks for cycles, which may take hours here.
    """

    def ended() -> tuple[T, None] | tuple[None, Exception]:
        try:
            return work(*arguments), None
        except Exception as error:
            return None, error

    result, error = await to_thread.run_sync(ended, limiter=limiter, abandon_on_cancel=abandon_on_cancel)
    if error is None:
        return result  # type: ignore[return-value]  # without an error it is a T
    try:
        raise error
    finally:
        del error
