"""The public page of a result: who makes it and sees it, what it tells and what it never tells."""

import html
import io
import re

import pytest
from PIL import Image
from starlette.testclient import TestClient
from tests.web.browser import HTMX, judge, lose, open_run
from tests.web.hosts import browser
from tests.web.play.test_sharing import shared, words

from higherthanthou.caches.bounded_cache import BoundedCache
from higherthanthou.child_process import TooHard
from higherthanthou.game.modes.daily import closes_at, day_of
from higherthanthou.store.tables import STILL
from higherthanthou.web.http.limits import LINKS_OF_PLAYER, TOO_MANY_LINKS
from higherthanthou.web.link_pictures import drawn_pictures
from higherthanthou.web.server import Server
from world import NOW


def lost(server: Server, client: TestClient) -> str:
    """A streak of one, as its path."""
    run = open_run(client)
    judge(server, client, run)
    lose(server, client, run)
    return run


def daily(server: Server, client: TestClient) -> str:
    """A daily with one miss."""
    run = open_run(client, mode="daily")
    for turn in range(1, 11):
        judge(server, client, run, right=turn != 4)
    return run


def link_on(page: str) -> str:
    """The address of the public page that a result tells."""
    found = re.search(r'<a href="([^"]+)" data-testid="public-link">', page)
    assert found, "the result has no public link"
    return found[1]


def made(client: TestClient, run: str) -> str:
    """Make a result public; return the path of its page."""
    answer = client.post(f"{run}/public")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{run}#pass-on")
    return link_on(client.get(run).text).removeprefix("http://testserver")


def signs_on(page: str) -> list[str]:
    """The rows of signs on a public page."""
    rows = re.search(r'class="public-signs".*?</div>', page, re.S)
    assert rows
    return ["".join(re.findall(r">([^<\s])</span>", row)) for row in re.findall("<p>.*?</p>", rows[0])]


def test_a_stranger_sees_the_result_and_can_play(server: Server, client: TestClient) -> None:
    """The figure, the signs, the alias, the file that broke it; one amber button that opens a run on the deck."""
    run = lost(server, client)
    path = made(client, run)
    other = browser(server)
    answer = other.get(path)
    page = answer.text
    assert answer.headers["x-robots-tag"] == "noindex"
    assert "set-cookie" not in answer.headers
    assert 'data-testid="final-streak">1<' in page
    assert re.fullmatch("[▲▼]✗", signs_on(page)[0])
    assert re.search('data-testid="public-alias">[^<]+<', page)
    assert "The file that broke it" in page
    assert page.count("button-higher") == 1
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', page))
    assert other.post("/runs", data=form).status_code == 303


def test_nobody_learns_the_own_score_or_the_run(server: Server, client: TestClient) -> None:
    """Neither the page nor the preview says how far away the file was, nor where its run is."""
    run = lost(server, client)
    page = client.get(made(client, run)).text
    assert run.rpartition("/")[2] not in page
    main = page.partition("<main")[2]
    assert "640" not in main
    assert not re.search("above|below", main)


def test_the_share_text_ends_with_it_from_then_on(server: Server, client: TestClient) -> None:
    """By htmx the part of the page that passes the result on comes back; taken back, it is as before."""
    run = lost(server, client)
    before = shared(client.get(run).text)
    answer = client.post(f"{run}/public", headers=HTMX)
    assert answer.text.lstrip().startswith('<section class="pass-on" id="pass-on"')
    link = link_on(answer.text)
    assert shared(answer.text) == [*before[:-1], link]
    assert words(answer.text).endswith(link)
    answer = client.post(f"{run}/public/end", headers=HTMX)
    assert shared(answer.text) == before
    assert "Make a public link" in answer.text


def test_taken_back_it_is_404_and_made_again_the_same(server: Server, client: TestClient) -> None:
    """Page and picture; the same again at the same address."""
    run = lost(server, client)
    path = made(client, run)
    answer = client.post(f"{run}/public/end")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{run}#pass-on")
    assert [client.get(place).status_code for place in (path, f"{path}.png")] == [404, 404]
    assert made(client, run) == path


def test_an_erased_player_leaves_none(server: Server, client: TestClient) -> None:
    """Neither page nor picture."""
    path = made(client, lost(server, client))
    client.post("/me/delete")
    assert [client.get(place).status_code for place in (path, f"{path}.png")] == [404, 404]


@pytest.mark.parametrize("token", ["x", "a" * 26, "A" * 26, "é" * 26, "%00" * 26, "a" * 3000, "%2e%2e%2fme"])
def test_junk_leads_nowhere(client: TestClient, token: str) -> None:
    """404, with a sentence."""
    for path in (f"/r/{token}", f"/r/{token}.png"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "There is no such" in answer.text


def test_only_its_player_makes_it_and_only_once_it_is_over(server: Server, client: TestClient) -> None:
    """A foreign run is 404, as is one of nobody; an open one 422, in one sentence."""
    run = open_run(client)
    answer = client.post(f"{run}/public")
    assert answer.status_code == 422
    assert "This run is not over yet" in answer.text
    taken = client.post(f"{run}/public/end", headers={"HX-Request": "true"})
    assert (taken.status_code, "This run is not over yet" in taken.text) == (422, True)
    lose(server, client, run)
    other = browser(server)
    for path in (f"{run}/public", f"{run}/public/end", "/runs/nowhere/public"):
        assert other.post(path).status_code == 404
        open_run(other)
        assert other.post(path).status_code == 404
    assert "Make a public link" in client.get(run).text


def test_a_daily_shows_sides_only_when_its_day_is_over(server: Server, client: TestClient) -> None:
    """Until then ✓ and ✗, here and in the picture; no file of it is ever named."""
    path = made(client, daily(server, client))
    page = client.get(path).text
    assert signs_on(page) == ["✓✓✓✗✓✓✓✓✓✓"]
    assert not set("▲▼") & set(page.partition("<main")[2].partition("public-play")[0])
    assert "The file that broke it" not in page
    server.now.sleep((closes_at(day_of(NOW)) - server.now()) / 1000)
    said, right = signs_on(client.get(path).text)
    assert re.fullmatch("[▲▼]{10}", said)
    assert right == "✓✓✓✗✓✓✓✓✓✓"


@pytest.mark.parametrize(
    ("mode", "deck", "turns"), [("year", "citizens", 12), ("match", "matches", 8), ("chain", "goals", 0)]
)
def test_every_mode_has_a_page_and_a_picture(
    wide_server: Server, wide_client: TestClient, mode: str, deck: str, turns: int
) -> None:
    """Of decks on other scales too."""
    run = open_run(wide_client, deck, mode)
    for _ in range(turns or 1):
        judge(wide_server, wide_client, run, right=bool(turns), **({"stake": "10"} if mode == "year" else {}))
    path = made(wide_client, run)
    assert 'data-testid="public-result"' in wide_client.get(path).text
    assert picture(wide_client, path).size == (1200, 630)


def picture(client: TestClient, path: str) -> Image.Image:
    """The picture of a public page."""
    return Image.open(io.BytesIO(client.get(f"{path}.png").content))


def test_the_picture_is_drawn_once_and_kept(
    server: Server, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the page, in the database; whoever has it is told so. Making it again draws nothing."""
    run = lost(server, client)
    path = made(client, run)

    def draw(*_: object) -> bytes:
        raise AssertionError("drawn again")

    monkeypatch.setattr(server.drawer, "png", draw)
    answer = client.get(f"{path}.png")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.headers["cache-control"] == "public, max-age=3600"
    again = client.get(f"{path}.png", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    made(client, run)


def test_a_page_without_a_picture_is_a_page_all_the_same(
    server: Server, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it cannot be drawn; it is drawn when it is asked for and can be, and once."""
    drawing = server.drawer.png
    monkeypatch.setattr(drawn_pictures, "_by_players", BoundedCache(__name__, 1))

    def fail(svg: str) -> bytes:
        raise TooHard("no process")

    monkeypatch.setattr(server.drawer, "png", fail)
    run = lost(server, client)
    path = made(client, run)
    assert client.get(path).status_code == 200
    answer = client.get(f"{path}.png")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    monkeypatch.setattr(server.drawer, "png", drawing)
    assert picture(client, path).size == (1200, 630)
    monkeypatch.setattr(server.drawer, "png", fail)
    again = client.get(f"{path}.png")
    assert (again.status_code, again.headers["cache-control"]) == (200, "no-cache")
    client.post(f"{run}/public/end")
    assert client.get(f"{path}.png").status_code == 404


def test_a_file_that_leaves_an_imported_deck_leaves_the_page(server: Server, client: TestClient) -> None:
    """It may be a real person's; the picture goes with it. Those of a generated deck are invented, and stay."""
    path = made(client, lost(server, client))
    gone = "UPDATE profiles SET until = 1"
    assert "public-file" in client.get(path).text
    server.database.write_now(lambda c: c.exec_driver_sql(gone))
    assert "public-file" in client.get(path).text
    server.database.write_now(
        lambda c: (
            c.exec_driver_sql(f"UPDATE profiles SET until = {STILL}")
            and c.exec_driver_sql("UPDATE decks SET model = NULL")
        )
    )
    other = made(client, lost(server, client))
    before = client.get(f"{other}.png").content
    assert "public-file" in client.get(other).text
    server.database.write_now(lambda c: c.exec_driver_sql(gone))
    assert "public-file" not in client.get(other).text
    assert client.get(f"{other}.png").content != before


def test_its_preview_tells_the_figure_and_a_whole_address(server: Server, client: TestClient) -> None:
    """As chats read it."""
    path = made(client, lost(server, client))
    told = dict(
        re.findall(
            r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">', client.get(path).text
        )
    )
    assert told["og:title"] == "A streak of 1 · Citizens"
    assert html.unescape(told["og:description"]).startswith(
        "Citizens · Streak: 1 of 2 calls right. The file that broke it: \u2068"
    )
    assert told["og:image"] == f"http://testserver{path}.png"
    assert told["twitter:card"] == "summary_large_image"


def test_an_archived_deck_offers_no_run(server: Server, client: TestClient) -> None:
    """The page stays, and says why it has no button."""
    path = made(client, lost(server, client))
    server.database.write_now(lambda c: c.exec_driver_sql("UPDATE decks SET state = 'archived'"))
    page = client.get(path).text
    assert "The deck is archived" in page
    assert "button-higher" not in page


def test_links_are_limited(server: Server, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many in an hour, with a sentence and the time to wait; one that is there is not counted again."""
    monkeypatch.setattr(server.drawer, "png", lambda _: b"png")
    run = lost(server, client)
    for _ in range(LINKS_OF_PLAYER):
        client.post(f"{run}/public/end")
        made(client, run)
        made(client, run)
    client.post(f"{run}/public/end")
    answer = client.post(f"{run}/public")
    assert answer.status_code == 429
    assert TOO_MANY_LINKS in answer.text
    assert int(answer.headers["retry-after"]) > 3000


def test_a_result_spells_its_link_out_in_what_is_passed_on_alone(server: Server, client: TestClient) -> None:
    """In the share text and its words; the link itself has words."""
    run = lost(server, client)
    path = made(client, run)
    page = client.get(run).text
    assert len(re.findall(f">[^<]*{path}[^<]*<", page)) == 2
    assert ">Open the public page</a>" in page
