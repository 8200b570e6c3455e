"""What every page needs that is dear: processes of their own, which take no time to start here, and passwords."""

import pytest
from tests.web.hosts import HASHER

import forks
from higherthanthou import child_process
from higherthanthou.accounts import credentials


@pytest.fixture(autouse=True)
def tasks_are_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks are copies of a process that has imported all they need; see tests/forks.py."""
    monkeypatch.setattr(child_process, "_start", forks.start_task)


@pytest.fixture(autouse=True)
def passwords_are_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The right one is right and a wrong one wrong, after less work."""
    monkeypatch.setattr(credentials, "_hasher", HASHER)
