"""Static files: a part of one is sent to whoever asks for it, and what there is not is a page of the house."""

import pytest
from starlette.testclient import TestClient

from higherthanthou.paths import STATIC
from higherthanthou.web.html.render import static

pytestmark = pytest.mark.sqlite
ICON = STATIC / "icon.svg"


def ask(client: TestClient, part: str, **headers: str):
    """The answer to somebody who wants a part of the icon."""
    return client.get(static("icon.svg"), headers={"Range": part, "Accept-Encoding": "identity"} | headers)


def test_a_part_of_a_file_is_sent(client: TestClient) -> None:
    """Like the whole of it, it never changes."""
    answer = ask(client, "bytes=2-9")
    assert (answer.status_code, answer.content) == (206, ICON.read_bytes()[2:10])
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("part", "status", "said"),
    [
        ("bytes=9999999-", 416, "That file has no such part."),
        ("bytes=9-2", 400, "That request is not one this office understands."),
        ("pages=1-2", 400, "That request is not one this office understands."),
    ],
)
def test_a_part_that_there_is_not_is_refused_on_a_page_of_ours(
    client: TestClient, part: str, status: int, said: str
) -> None:
    """It says how long the file is, and nobody keeps the page in its place."""
    answer = ask(client, part)
    assert answer.status_code == status
    assert said in answer.text
    assert "<html" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "content-security-policy" in answer.headers
    if status == 416:
        assert answer.headers["content-range"] == f"bytes */{ICON.stat().st_size}"
