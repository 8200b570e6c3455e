"""Tests of what reads files of strangers; several hold it to a second of the processor."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def own_heap() -> Iterator[None]:
    """The collector does not look through what thousands of earlier tests left: that alone can take a second."""
    gc.freeze()
    yield
    gc.unfreeze()
