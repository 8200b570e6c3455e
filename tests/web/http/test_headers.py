"""Headers and cookies as they came."""

import pytest
from starlette.requests import Request

from higherthanthou.web.http.headers import cookie_in, headers_of


def asking(*headers: tuple[bytes, bytes]) -> Request:
    """A request with these headers."""
    return Request({"type": "http", "headers": list(headers)})


def test_of_one_that_came_twice_the_first_counts() -> None:
    """So a proxy that adds its own at the end changes nothing."""
    request = asking((b"host", b"a"), (b"x", b"1"), (b"host", b"b"))
    assert headers_of(request.scope) == {b"host": b"a", b"x": b"1"}


@pytest.mark.parametrize(
    ("header", "value"),
    [
        (b"player=abc", "abc"),
        (b"a=1; player=abc; b=2", "abc"),
        (b'player="a b"', "a b"),
        (b"player=", ""),
        (b"players=abc", ""),
        (b"nothing", ""),
        (b"\xff=\xfe; player=abc", "abc"),
        (b"a=" + b"x" * 512 + b"; player=abc", "abc"),
    ],
)
def test_a_cookie(header: bytes, value: str) -> None:
    """It is found among others."""
    assert cookie_in(headers_of(asking((b"cookie", header)).scope), "player") == value


def test_no_cookie() -> None:
    """Most come without."""
    assert cookie_in(headers_of(asking().scope), "player") == ""
