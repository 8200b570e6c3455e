"""What is made in processes of their own takes no time to start here; see tests/forks.py."""

import pytest

import forks
from higherthanthou import child_process


@pytest.fixture(autouse=True)
def tasks_are_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks are copies of a process that has imported all they need."""
    monkeypatch.setattr(child_process, "_start", forks.start_task)
