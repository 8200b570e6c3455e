"""Who holds the write connection: the event loop and the writer's thread share it, one at a time.

    FREE   --borrow-->    LOOP      the loop has short writes to run
    LOOP   --give_back--> FREE      it cannot begin: another process holds the lock of the database
    LOOP   --hand_on-->   COMMIT    it has run them, and the thread is to make them durable
    COMMIT --committed--> FREE      they are durable
    COMMIT --committed--> THREAD    they are, and long writes have come meanwhile
    FREE   --take-->      THREAD    the thread has long writes to do
    THREAD --release-->   FREE      the last of them is durable

FREE is left under a lock, because both sides may want to at once. Every other state is left only by the side
that holds the connection then.
"""

from enum import Enum
from threading import Lock


class Holder(Enum):
    """Who holds the connection."""

    FREE = "nobody"
    LOOP = "the event loop, for short writes"
    COMMIT = "the thread, to commit what the loop ran"
    THREAD = "the thread, for long writes"


class Handover:
    """How the connection changes hands; ``holder`` says who has it now."""

    def __init__(self) -> None:
        """Nobody has it."""
        self.holder = Holder.FREE
        self._lock = Lock()

    def borrow(self) -> bool:
        """FREE to LOOP, by the loop; False if the thread has it."""
        return self._leave_free(Holder.LOOP)

    def give_back(self) -> None:
        """LOOP to FREE: the loop could not begin."""
        self.holder = Holder.FREE

    def hand_on(self) -> None:
        """LOOP to COMMIT: the loop has run its writes."""
        self.holder = Holder.COMMIT

    def committed(self, more: bool) -> None:
        """COMMIT to FREE; to THREAD if long writes have come meanwhile."""
        self.holder = Holder.THREAD if more else Holder.FREE

    def take(self) -> bool:
        """FREE to THREAD, by the thread; False if the loop has it, or what it ran is to be committed."""
        return self._leave_free(Holder.THREAD)

    def release(self) -> None:
        """THREAD to FREE: the last long write is durable."""
        self.holder = Holder.FREE

    def _leave_free(self, holder: Holder) -> bool:
        with self._lock:
            if self.holder is not Holder.FREE:
                return False
            self.holder = holder
            return True
