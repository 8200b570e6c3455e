"""Pages that few ask for are imported when somebody does: every one of them is there."""

import sys
from importlib import import_module

from starlette.routing import Route

from higherthanthou.app import ROUTES


def test_every_page_is_there() -> None:
    """Whatever a route is called by is a function of the module that it says it is in."""
    handlers = [route.endpoint for route in ROUTES if isinstance(route, Route)]
    named = {(handler.__module__, handler.__name__) for handler in handlers if hasattr(handler, "__name__")}
    assert len(named) > 80
    for module, name in named:
        assert callable(getattr(import_module(module), name)), f"{module}.{name}"
        assert module in sys.modules
