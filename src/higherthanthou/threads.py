"""Runs a function in a thread and leaves no references behind, even if it fails."""

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
    """Run ``work`` in a thread; return or raise what it does. ``limiter`` bounds how many run at once.

    anyio keeps an error in a future that the error's own traceback refers to. That cycle keeps alive all that
    the callers hold, such as an upload of several megabytes, until the garbage collector runs, which may take
    hours here.
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
