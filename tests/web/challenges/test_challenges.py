"""Challenges by forms: made of a result, sent as an address, taken up by newcomers, looked at side by side."""

import re

import pytest
from sqlalchemy import select, update
from starlette.testclient import TestClient
from tests.web.browser import HTMX, judge, lose, open_run
from tests.web.hosts import browser

from higherthanthou.caches.bounded_cache import BoundedCache
from higherthanthou.game.modes.daily import closes_at, day_of
from higherthanthou.store.challenges import challenges
from higherthanthou.store.challenges.challenges import OVER
from higherthanthou.store.challenges.trails import look
from higherthanthou.store.tables import challenge_files, decks, players, profiles
from higherthanthou.web.challenges.challenge_view import picture_of
from higherthanthou.web.http import limits
from higherthanthou.web.link_pictures import drawn_pictures
from higherthanthou.web.server import Server
from world import NOW


def play(server: Server, client: TestClient, rights: int = 2, mode: str = "streak") -> str:
    """A run that is over, with so many right calls before its misses."""
    run = open_run(client, mode=mode)
    for _ in range(rights):
        judge(server, client, run)
    lose(server, client, run)
    return run


def challenge(client: TestClient, run: str) -> str:
    """Make a challenge of a run; return its address."""
    answer = client.post(f"{run}/challenge")
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def take_up(client: TestClient, page: str) -> str:
    """Take a challenge up; return the run."""
    answer = client.post(f"{page}/runs")
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def finish(server: Server, client: TestClient, run: str, right: bool = True) -> str:
    """Judge what is left of a challenge; return the result."""
    while 'data-testid="result"' not in client.get(run).text:
        judge(server, client, run, right)
    return client.get(run).text


def secrets_of(server: Server) -> list[str]:
    """Names of the files of all challenges, which a page must not tell before they are judged."""
    query = select(profiles.c.name).join(challenge_files, challenge_files.c.profile_id == profiles.c.id)
    return list(server.database.read_now(lambda c: c.execute(query).scalars()))


def alias_of(client: TestClient) -> str:
    """The alias on a player's own page."""
    found = re.search(r'id="me-title"><bdi>([^<]+)<', client.get("/me").text)
    assert found
    return found[1]


def test_a_friend_takes_it_up_and_both_see_where_they_parted(server: Server, client: TestClient) -> None:
    """From the button on the result to the trails on three pages; a newcomer needs nothing but the address."""
    run = play(server, client)
    assert f'action="{run}/challenge"' in client.get(run).text
    page = challenge(client, run)
    friend = browser(server)
    door = friend.get(page)
    assert (door.status_code, door.headers["x-robots-tag"]) == (200, "noindex")
    assert f"{alias_of(client)}</bdi> challenges you" in door.text
    assert f"{alias_of(client)} was right about 2 of 3." in door.text
    assert "the same 3 files, the same order, the same mark." in door.text
    assert door.text.count("button-higher") == 1
    assert "set-cookie" not in door.headers
    assert not [name for name in secrets_of(server) if name in door.text]
    taken = take_up(friend, page)
    desk = friend.get(taken).text
    assert "The mark of the challenge" in desk
    assert "Go on" in friend.get(page).text
    judge(server, friend, taken, right=False)
    assert 'data-testid="trails"' not in friend.get(page).text + client.get(page).text
    result = finish(server, friend, taken)
    assert "A challenge does not rank" in result
    assert 'name="mode" value="streak"' in result
    for shown in (result, friend.get(page).text):
        assert "You <b>2</b>" in shown
        assert f"<bdi>{alias_of(client)}</bdi> <b>2</b> of 3 right. You parted at files 1 and 3." in shown
        assert all(name in shown for name in secrets_of(server))
    mine = client.get(page).text
    assert f"<bdi>{alias_of(friend)}</bdi> <b>2</b> of 3 right. You parted at files 1 and 3." in mine
    assert alias_of(friend) not in browser(server).get("/leaderboard?period=all").text


def test_a_challenge_of_one_file_speaks_of_one(server: Server, client: TestClient) -> None:
    """At the door, in the preview and picture of the link, in what is passed on, and where two trails parted."""
    page = challenge(client, play(server, client, rights=0))
    friend = browser(server)
    door = friend.get(page).text
    assert f": the same file, the same mark. {alias_of(client)} was wrong about it." in door
    assert "0 of 1 right. The same file waits for you." in door
    taken = take_up(friend, page)
    assert "The files of the other run" in friend.get(taken).text
    result = finish(server, friend, taken)
    assert "I was right about the one file. The same file waits for you at" in result
    for shown in (door, result, friend.get(page).text, client.get(page).text):
        assert "The same files, " not in shown
        assert "every file" not in shown
    assert "of 1 right. You parted." in result


def test_what_is_passed_on_tells_right_and_wrong_alone(server: Server, client: TestClient) -> None:
    """Neither side nor score nor name; on the page of its maker and on the result of whoever took it up."""
    run = play(server, client)
    page = challenge(client, run)
    friend = browser(server)
    result = finish(server, friend, take_up(friend, page))
    for shown, signs, right in ((client.get(page).text, "✓✓✗", 2), (result, "✓✓✓", 3)):
        found = re.search(r'data-testid="share-text"[^>]*>([^<]*)<', shown)
        assert found
        assert found[1].splitlines() == [
            f"Higher Than Thou · Challenge · Citizens · {right} of 3 right",
            signs,
            f"http://testserver{page}",
        ]


def test_the_attempt_is_one(server: Server, client: TestClient) -> None:
    """Sent again, open or over, the form leads to it; its maker has none."""
    page = challenge(client, play(server, client))
    friend = browser(server)
    run = take_up(friend, page)
    assert take_up(friend, page) == run
    finish(server, friend, run)
    assert take_up(friend, page) == run
    own = client.post(f"{page}/runs")
    assert own.status_code == 422
    assert "Send its address to somebody else" in own.text
    assert friend.post("/runs", data={"deck": "citizens", "mode": "same-streak"}).status_code == 422
    assert friend.get("/leaderboard?mode=same-streak").status_code == 422


def test_whoever_is_behind_catches_no_sight_of_it(server: Server, client: TestClient) -> None:
    """While the friend still judges, neither page nor fragment tells what anybody said of the files."""
    page = challenge(client, play(server, client, 3))
    friend = browser(server)
    run = take_up(friend, page)
    shown = friend.get(run).text
    waiting = [name for name in secrets_of(server) if name not in shown]
    assert len(waiting) == 3
    for text in (friend.get(page).text, friend.get(run).text, friend.get(page, headers=HTMX).text):
        assert not [name for name in waiting if name in text]


def test_ending_it(server: Server, client: TestClient) -> None:
    """404 with a sentence for anybody new, and all stays for those who played; nobody but its maker ends it."""
    page = challenge(client, play(server, client))
    friend, other = browser(server), browser(server)
    run = take_up(friend, page)
    for who in (friend, other):
        assert who.post(f"{page}/end").status_code == 404
    assert "End this challenge" in client.get(page).text
    assert "End this challenge" not in friend.get(page).text
    assert client.post(f"{page}/end").headers["location"] == page
    for refused in (other.get(page), other.post(f"{page}/runs")):
        assert refused.status_code == 404
        assert OVER in refused.text
    result = finish(server, friend, run)
    assert 'data-testid="trails"' in result
    assert "share-text" not in result + client.get(page).text
    assert "This challenge is over." in friend.get(page).text
    assert client.post(f"{page}/end").status_code == 303


@pytest.mark.parametrize("path", ["/c/nothing", "/c/" + "A" * 22, "/c/%00", "/c/' OR 1=1 --"])
def test_an_address_of_nothing(client: TestClient, path: str) -> None:
    """404 in a sentence, and no player is made."""
    open_run(client)
    for answer in (client.get(path), client.post(f"{path}/runs"), client.post(f"{path}/end")):
        assert answer.status_code == 404
        assert "There is no such file in this archive." in answer.text


def test_what_it_cannot_be_made_of(server: Server, client: TestClient) -> None:
    """Of an open run 422, of somebody else's or none 404, of a year nothing; the button is not there either."""
    run = open_run(client)
    refused = client.post(f"{run}/challenge")
    assert refused.status_code == 422
    assert "judge it to its end first" in refused.text
    stranger = browser(server)
    assert stranger.post(f"{run}/challenge").status_code == 404
    open_run(stranger)
    for path in (f"{run}/challenge", "/runs/nothing/challenge"):
        assert stranger.post(path).status_code == 404
    year = open_run(client, mode="year")
    while 'data-testid="result"' not in client.get(year).text:
        judge(server, client, year, stake="10")
    assert "/challenge" not in client.get(year).text
    assert client.post(f"{year}/challenge").status_code == 422


def test_a_daily_is_challenged_to_once_its_ten_are_opened(server: Server, client: TestClient) -> None:
    """No sooner, so that nobody learns an answer that still ranks."""
    run = open_run(client, mode="daily")
    for _ in range(10):
        judge(server, client, run)
    assert "/challenge" not in client.get(run).text
    refused = client.post(f"{run}/challenge")
    assert (refused.status_code, "an hour after the end of its day" in refused.text) == (422, True)
    server.now.now = closes_at(day_of(NOW))
    assert f'action="{run}/challenge"' in client.get(run).text
    page = challenge(client, run)
    friend = browser(server)
    assert "daily No. " in friend.get(page).text
    result = finish(server, friend, take_up(friend, page), right=False)
    assert "You <b>0</b>" in result
    assert "You parted at every file." in result


def test_there_are_limits(server: Server, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """On new challenges in an hour: one that is there, and a form that makes none, are not counted."""
    monkeypatch.setattr(limits, "CHALLENGES_OF_PLAYER", 2)
    *runs, last = [play(server, client, 0) for _ in range(3)]
    for run in runs:
        assert client.post(f"{open_run(client)}/challenge").status_code == 422
        assert client.post("/runs/nothing/challenge").status_code == 404
        assert challenge(client, run) == challenge(client, run)
    assert client.post(f"{last}/challenge").status_code == 429
    assert [client.post(f"{run}/challenge").status_code for run in runs] == [303, 303]


def test_an_archived_deck_takes_no_attempt(server: Server, client: TestClient) -> None:
    """The page says so instead of offering it."""
    page = challenge(client, play(server, client))
    server.database.write_now(lambda c: c.execute(update(decks).values(state="archived")))
    friend = browser(server)
    shown = friend.get(page)
    assert (shown.status_code, "The deck is archived" in shown.text) == (200, True)
    assert f'action="{page}/runs"' not in shown.text
    assert friend.post(f"{page}/runs").status_code == 422


def test_an_alias_is_text(server: Server, client: TestClient) -> None:
    """Whatever it is."""
    page = challenge(client, play(server, client))
    friend = browser(server)
    finish(server, friend, take_up(friend, page))
    strange = "<b>&\"' ?#=</b>"
    server.database.write_now(lambda c: c.execute(update(players).values(alias=strange)))
    shown = client.get(page).text
    assert strange not in shown
    assert "&lt;b&gt;&amp;" in shown


def test_whom_a_line_leads_to_stays_the_same(server: Server, client: TestClient) -> None:
    """Also where two of them read alike, and when others finish before them; what is no place is nobody's."""
    page = challenge(client, play(server, client))
    friends = [browser(server) for _ in range(3)]
    for friend, right in zip(friends, (False, True), strict=False):
        finish(server, friend, take_up(friend, page), right)
    server.database.write_now(lambda c: c.execute(update(players).values(alias="the same")))
    addresses = re.findall(r'<li><a href="([^"]+)"', client.get(page).text)

    def theirs(query: str) -> str:
        found = re.search("<bdi>the same</bdi> <b>(.)</b> of 3 right", client.get(query).text)
        assert found
        return found[1]

    assert [theirs(address) for address in addresses] == ["3", "0"]
    server.now.sleep(1)
    finish(server, friends[2], take_up(friends[2], page))
    assert [theirs(address) for address in addresses] == ["3", "0"]
    assert [theirs(f"{page}?beside={text}") for text in ("", "x", "-1", "²", "9999", "0")] == ["3"] * 6


def test_after_it_was_removed_the_result_stays(server: Server, client: TestClient) -> None:
    """Without the trails, and with nothing to pass on."""
    page = challenge(client, play(server, client))
    friend = browser(server)
    run = take_up(friend, page)
    finish(server, friend, run)
    token = page.rpartition("/")[2]
    server.database.write_now(lambda c: c.exec_driver_sql("DELETE FROM challenge_attempts"))
    server.database.write_now(lambda c: c.exec_driver_sql("DELETE FROM challenge_files"))
    server.database.write_now(lambda c: c.exec_driver_sql(f"DELETE FROM challenges WHERE token = '{token}'"))
    shown = friend.get(run)
    assert shown.status_code == 200
    assert "share-text" not in shown.text


def test_one_that_was_begun_waits_on_the_front_page(wide_server: Server, wide_client: TestClient) -> None:
    """Until its last file is judged; it is nobody's before the button is pressed."""
    page = challenge(wide_client, play(wide_server, wide_client))
    friend = browser(wide_server)
    assert "sent-title" not in friend.get("/").text + wide_client.get("/").text
    run = take_up(friend, page)
    judge(wide_server, friend, run)
    front = friend.get("/").text
    assert f"<bdi>{alias_of(wide_client)}</bdi> sent you 3 files" in front
    assert "<b>2 right</b> in this order. You have judged 1." in front
    assert f'href="{run}">Go on</a>' in front
    assert "sent-title" not in wide_client.get("/").text
    finish(wide_server, friend, run)
    assert "sent-title" not in friend.get("/").text


def test_the_link_has_a_preview_that_tells_right_and_wrong_alone(server: Server, client: TestClient) -> None:
    """Title, sentence and picture; once the challenge is over there is neither."""
    page = challenge(client, play(server, client))
    shown = browser(server).get(page).text
    told = dict(re.findall(r'<meta property="og:([a-z:]+)" content="([^"]*)"', shown))
    assert told["title"] == "A challenge: Citizens · Higher Than Thou"
    assert told["description"] == "2 of 3 right. The same files, in the same order, wait for you."
    assert told["image"].startswith(f"http://testserver{page}.png?v=")
    looked = server.database.read_now(lambda c: look(c, challenges.find(c, page.rpartition("/")[2]), None))
    deck = server.database.read_now(lambda c: challenges.deck_of(c, looked.challenge))
    assert looked.maker is not None
    drawn = picture_of(looked.challenge, looked.maker, deck, server.settings).content
    assert (drawn.figure, drawn.signs) == ("2", "✓✓✗")
    assert not [name for name in secrets_of(server) if name in repr(drawn)]
    client.post(f"{page}/end")
    assert browser(server).get(f"{page}.png").status_code == 404
    assert "og:image" not in client.get(page).text


def test_pictures_of_challenges_push_out_no_other(
    server: Server, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Players make any number of them: they have a place of their own, and that of a deck is not drawn again."""
    for kept in ("_of_places", "_by_players"):
        monkeypatch.setattr(drawn_pictures, kept, BoundedCache(__name__, 1))
    monkeypatch.setattr(server.drawer, "png", lambda svg: svg.encode())
    page, place = challenge(client, play(server, client)), "/decks/citizens.png"
    assert client.get(place).content != client.get(f"{page}.png").content

    def draw(_: str) -> bytes:
        raise AssertionError("drawn again")

    monkeypatch.setattr(server.drawer, "png", draw)
    assert [client.get(one).status_code for one in (place, f"{page}.png")] == [200, 200]


def test_a_run_of_a_challenge_gets_no_public_page(server: Server, client: TestClient) -> None:
    """It would show the file that was missed, and sides."""
    friend = browser(server)
    run = take_up(friend, challenge(client, play(server, client)))
    assert "Make a public link" not in finish(server, friend, run)
    refused = friend.post(f"{run}/public")
    assert (refused.status_code, "still to be judged" in refused.text) == (422, True)


def test_every_other_page_knows_what_a_challenge_is(server: Server, client: TestClient) -> None:
    """The own page, looking back, the lab of the deck and the export, while it goes on and after it."""
    friend = browser(server)
    run = take_up(friend, challenge(client, play(server, client)))
    for _ in range(2):
        for path in ("/me", "/", "/me/export", "/lab/citizens", "/decks/citizens", "/leaderboard"):
            assert friend.get(path).status_code == 200, path
        finish(server, friend, run)
    review = friend.get(f"{run}/review").text
    assert "Higher or lower than the mark?" in review
    assert review.count('data-testid="reviewed-file"') == 3
    assert "Citizens · Challenge" in friend.get("/me").text
    assert "Challenge a friend" not in friend.get("/me").text
    assert "Challenge a friend" in client.get("/me").text


@pytest.mark.parametrize(("mode", "given"), [("streak", True), ("chain", False)])
def test_a_maker_is_told_that_the_mark_is_their_score(
    server: Server, client: TestClient, mode: str, given: bool
) -> None:
    """Beside both buttons and on the page of the challenge, to its maker alone; a chain has no mark."""
    run = play(server, client, mode=mode)
    told = "the score that you were compared at"
    assert (f"Their mark is {told}" in client.get(run).text) is given
    assert f"A challenge of a streak tells its friends {told}" in client.get("/me").text
    page = challenge(client, run)
    assert (f"Its mark is {told}" in client.get(page).text) is given
    assert told not in browser(server).get(page).text


def test_a_day_has_a_mark_of_its_own(server: Server, client: TestClient) -> None:
    """So a challenge made of it tells nothing of its maker."""
    run = open_run(client, mode="daily")
    for _ in range(10):
        judge(server, client, run)
    server.now.now = closes_at(day_of(NOW))
    page = challenge(client, run)
    assert "compared at" not in client.get(run).text + client.get(page).text
