"""What chats show beside the link to a challenge: how many its maker had right, and nothing of its files."""

import io

from PIL import Image
from starlette.testclient import TestClient
from tests.web.challenges.test_challenges import alias_of, challenge, play, secrets_of, take_up
from tests.web.hosts import browser
from tests.web.link_pictures.test_link_pictures import told

from higherthanthou.game.names.folding import folded
from higherthanthou.store.challenges import challenges
from higherthanthou.store.challenges.trails import look
from higherthanthou.web.challenges.challenge_link import picture_of
from higherthanthou.web.server import Server


def test_the_preview_has_right_and_wrong_only(server: Server, client: TestClient) -> None:
    """Neither a name, a score, an alias nor a side; the picture is what the preview says."""
    page = challenge(client, play(server, client, rights=2))
    friend = browser(server)
    preview = told(friend.get(page).text)
    answer = friend.get(preview["og:image"].removeprefix("http://testserver"))
    assert preview["og:description"].startswith("2 of 3 right.")
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert "immutable" in answer.headers["cache-control"]
    said = " ".join(preview.values())
    assert not [name for name in (*secrets_of(server), alias_of(client)) if folded(name) in folded(said)]
    assert not set("▲▼") & set(said)


def test_the_picture_is_laid_out_from_right_and_wrong_only(server: Server, client: TestClient) -> None:
    """Whatever is on it, no file and nobody is named."""
    page = challenge(client, play(server, client, rights=2))

    def read(connection):
        made = challenges.find(connection, page.rpartition("/")[2])
        return look(connection, made, None), challenges.deck_of(connection, made)

    looked, deck = server.database.read_now(read)
    picture = picture_of(looked, deck, server.settings)
    assert picture.content.signs == "✓✓✗"
    svg = picture.lay_out(picture.content)
    assert not [name for name in (*secrets_of(server), alias_of(client)) if name in svg]


def test_an_ended_challenge_and_no_challenge_have_none(server: Server, client: TestClient) -> None:
    """404; and one that took up a challenge has no public page of its own."""
    page = challenge(client, play(server, client))
    friend = browser(server)
    run = take_up(friend, page)
    answer = friend.post(f"{run}/public")
    assert answer.status_code == 422
    assert "The page of a challenge is the one to send" in answer.text
    client.post(f"{page}/end")
    for path in (f"{page}.png", "/c/nowhere.png"):
        assert client.get(path).status_code == 404
