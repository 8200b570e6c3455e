"""Where tests put files that need not last: in memory, if there is room."""

import os
from pathlib import Path

MEMORY, ROOMY = Path("/dev/shm"), 4 * 1024**3  # a file system in memory, as Linux has it


def has_room(folder: Path) -> bool:
    """Whether tests may put their files there: it has the room, and what is installed in it can be run."""
    if not os.access(folder, os.W_OK):
        return False
    state = os.statvfs(folder)
    return state.f_bavail * state.f_frsize >= ROOMY and not state.f_flag & os.ST_NOEXEC


def in_memory() -> Path | None:
    """A folder in memory; None where there is none with the room."""
    return MEMORY if has_room(MEMORY) else None
