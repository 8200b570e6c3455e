"""Tests of what reads files of strangers; several hold it to a second of the processor."""

import gc

import pytest


@pytest.fixture(autouse=True, scope="module")
def own_heap() -> None:
    """The collector does not look through what tests of other files left: that alone can take a second."""
    gc.freeze()
