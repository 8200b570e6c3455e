"""``--cpu``: the processor time of each test and file, child processes that have ended included."""

import os
from collections import Counter
from collections.abc import Generator

import pytest

import forks

SHOWN = 25
"""So many files and tests are named, the dearest first."""


def spent() -> float:
    """Seconds of a processor that this process, its children that have ended and its forks have had."""
    return sum(os.times()[:4]) + forks.cpu_seconds()


class CpuTimes:
    """Adds to each report what its phase took, and tells it all at the end, for all workers together."""

    def __init__(self) -> None:
        """Begin to count."""
        self._before = spent()
        self._files: Counter[str] = Counter()
        self._tests: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """In the process that runs the test."""
        report = yield
        before, self._before = self._before, spent()
        report.cpu = self._before - before
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """In the process that tells the results."""
        self._files[report.nodeid.partition("::")[0]] += report.cpu
        self._tests[report.nodeid] += report.cpu

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The sum, the dearest files, and the dearest tests."""
        terminalreporter.section("CPU seconds")
        terminalreporter.line(f"{self._files.total():8.2f} all tests")
        for counted in (self._files, self._tests):
            for name, seconds in counted.most_common(SHOWN):
                terminalreporter.line(f"{seconds:8.2f} {name}")
