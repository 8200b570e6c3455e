"""The law lab: the address is the law, and nobody's score is seen that could still be played for."""

import re
from html import unescape

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient
from tests.web.browser import HTMX, judge, lose, open_run, rank_line

from asgi_client import AsgiClient
from higherthanthou.game.deck_about import UNFAIR
from higherthanthou.store.tables import profiles
from higherthanthou.web.lab import lab, laws
from higherthanthou.web.server import Server
from world import make_deck, make_people, put_deck, ward_people

WARDS = "/lab/two-wards"
FRIENDS = "history=20&fulfilment=20&behaviour=15&identity=15&connections=30"
FACE = re.compile(r'<span class="lab-who"><b><bdi>([^<]+)</bdi>')


@pytest.fixture
def few_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """A deck needs fewer files than in earnest: a thousand take their time to write."""
    monkeypatch.setattr(lab, "FEWEST", 100)


@pytest.fixture
def visitor(server: Server, client: TestClient, few_will_do: None) -> TestClient:
    """A browser where the deck of two wards is open, too."""
    people = ward_people(360)
    put_deck(server.database, make_deck("two-wards", "Two wards", theme="wards"), people)
    return client


def links(page: str, name: str) -> list[tuple[str, bool]]:
    """The addresses of the links of that class, and whether each is the one that is chosen."""
    found = re.findall(rf'<a class="lab-{name}"[^>]*? href="([^"]+)"[^>]*?( aria-current="true")?>', page)
    return [(unescape(url), bool(chosen)) for url, chosen in found]


def kept(server: Server, reserve: bool) -> set[str]:
    """The portraits of the files of two wards that are dealt, or of those that are kept back."""
    query = select(profiles.c.portrait).where(profiles.c.outcome.is_not(None), profiles.c.reserve == reserve)
    return set(server.database.read_now(lambda c: c.execute(query).scalars().all()))


def test_it_shows_both_wards_what_broke_and_four_numbers(visitor: TestClient) -> None:
    """It says that the deck is unfair, why, and that everybody is invented; nothing is called fair."""
    page = visitor.get(WARDS).text
    text = unescape(re.sub(r"<[^>]+>", " ", page))
    for told in (UNFAIR, "looks twice as often in the South", "360 people, all invented", "a record costs"):
        assert told in text
    for row in ("Said yes to", "Of those who would repay, a yes", "Of the yeses, repaid", "The office earns"):
        assert row in text
    assert 'data-testid="lab-broke"><b>One line for all.</b> What broke: ' in page
    assert not re.search(r"\bfair\b", text)
    assert page.count('class="lab-ward"') == 2


def test_each_strategy_is_a_link_that_sets_the_two_lines(visitor: TestClient) -> None:
    """It is ticked where it leads, and the weights stay; so are the laws on the shelf, and the lines stay."""
    page = visitor.get(f"{WARDS}?{FRIENDS}").text
    found = links(page, "strategy")
    assert len(found) == 5
    for place, (url, _) in enumerate(found):
        assert "connections=30" in url
        assert links(visitor.get(url).text, "strategy")[place][1]
    shelf = links(visitor.get(f"{WARDS}?threshold_north=700").text, "choice")
    assert [chosen for _, chosen in shelf] == [True, False, False, False]
    assert all("threshold_north=700" in url and "threshold_south=640" in url for url, _ in shelf)


def test_weights_that_do_not_sum_to_100_are_scaled_and_it_says_so(visitor: TestClient) -> None:
    """Each field shows what counts now."""
    fields = dict.fromkeys(("history", "fulfilment", "behaviour", "identity", "connections"), "30")
    page = visitor.get(WARDS, params=fields).text
    assert "Your weights came to 150. They were scaled to 100." in page
    assert page.count(' max="100" value="20"') == 5
    assert "They were scaled" not in visitor.get(f"{WARDS}?{FRIENDS}").text


@pytest.mark.parametrize(
    "query",
    ["history=nan", "history=-5", "threshold=1000", "colour=1", "threshold_north=<b>600</b>", "history=0&fulfilment=0"
     "&behaviour=0&identity=0&connections=0"],
)  # fmt: skip
def test_what_is_no_law_is_refused_in_a_sentence(visitor: TestClient, query: str) -> None:
    """As a page and as a fragment, and what was typed is text."""
    for headers in ({}, HTMX):
        answer = visitor.get(f"{WARDS}?{query}", headers=headers)
        assert answer.status_code == 422
        assert "<b>600" not in answer.text
    assert visitor.get(f"/lab/citizens?{query}").status_code == 422


def test_htmx_gets_the_lab_alone(visitor: TestClient) -> None:
    """With a sentence for screen readers."""
    part = visitor.get(f"{WARDS}?{FRIENDS}", headers=HTMX).text
    assert part.startswith('<section class="lab" id="lab"')
    assert "A yes for " in part
    assert "percent in the North" in part


def test_the_faces_of_two_wards_are_of_people_whom_nothing_deals(server: Server, visitor: TestClient) -> None:
    """A third is kept back; none of the others is named or drawn on any page of the lab."""
    dealt, back = kept(server, False), kept(server, True)
    assert 60 < len(back) < 180
    page = visitor.get(f"{WARDS}?{FRIENDS}").text
    drawn = set(re.findall(r'src="/portraits/([^"]+)"', page))
    assert len(FACE.findall(page)) == len(drawn) == 10
    assert drawn <= back
    run = open_run(visitor, "two-wards")
    for _ in range(4):
        assert set(re.findall(r'src="/portraits/([^"]+)"', visitor.get(run).text)) <= dealt
        judge(server, visitor, run)


def test_the_faces_of_another_deck_are_those_that_the_player_has_judged(
    server: Server, client: TestClient, few_will_do: None
) -> None:
    """Nobody's for a newcomer; another player's are not shown."""
    put_deck(server.database, make_deck("large", "Large"), make_people(120))
    law = f"/lab/large?{FRIENDS}"
    assert "Change what counts, and see how many hear another answer." in client.get(law).text
    assert FACE.findall(client.get(law).text) == []
    assert client.get(law).text.count("Nobody yet.") == 2
    assert "Only files that you have judged stand here, so it fills after a few." in client.get(law).text
    run = open_run(client, "large")
    name = re.search(r'id="file-name">([^<]+)<', client.get(run).text)
    assert FACE.findall(client.get(law).text) == []
    judge(server, client, run)
    found = FACE.findall(client.get(law).text)
    assert name
    assert found == [name[1]]
    assert "Nobody whom you have judged." in client.get(law).text
    assert "Nobody yet" not in client.get(law).text
    other = AsgiClient(client.app, follow_redirects=False)
    open_run(other, "large")
    assert FACE.findall(other.get(law).text) == []


def test_a_player_sees_the_own_score_and_the_last_run_under_the_law(
    server: Server, visitor: TestClient
) -> None:
    """Without an intake only the score that is; under the own law everything stays as it was."""
    assert 'data-testid="lab-you"' not in visitor.get(WARDS).text
    run = open_run(visitor, "two-wards")
    judge(server, visitor, run)
    assert "You: 640." in visitor.get(WARDS).text
    lose(server, visitor, run)
    assert re.search(r"right <b>1</b> of \d times, as before\.", visitor.get(WARDS).text)
    lose(server, visitor, open_run(visitor, "two-wards"))
    assert "right <b>0</b> of 1 time, as before." in visitor.get(WARDS).text
    visitor.post("/intake", data=dict.fromkeys(re.findall(r'name="(\w+)"', visitor.get("/intake").text), "0"))
    told = re.search(r"You: (\d+) .*?→.*? (\d+)\.</b>", visitor.get(WARDS).text)
    assert told
    assert told[1] == told[2] != "640"
    moved = re.search(r"You: (\d+) .*?→.*? (\d+)\.</b>", visitor.get(f"{WARDS}?{FRIENDS}").text)
    assert moved
    assert moved[1] != moved[2]


def test_a_run_on_two_wards_ranks_nowhere_and_is_marked(server: Server, visitor: TestClient) -> None:
    """On the lists, the deck, the desk, the result, its share text and the board; there is no daily of it."""
    assert UNFAIR in visitor.get("/decks").text
    assert UNFAIR in visitor.get("/decks/two-wards").text
    run = open_run(visitor, "two-wards")
    assert "This deck: unfair on purpose" in visitor.get(run).text
    page = lose(server, visitor, run)
    assert "Higher Than Thou · Two wards (unfair on purpose)" in page
    assert rank_line(page) == "This run does not rank: the deck is unfair on purpose."
    shared = visitor.get(visitor.post(f"{run}/public").headers["location"]).text
    assert "Two wards (unfair on purpose)" in shared
    board = visitor.get("/leaderboard?deck=two-wards&period=all").text
    assert UNFAIR in board
    assert 'data-testid="board-row"' not in board
    assert 'id="deck-two-wards"' not in visitor.get("/leaderboard").text
    assert visitor.post("/runs", data={"deck": "two-wards", "mode": "daily"}).status_code == 422
    assert "Unfair on purpose" in visitor.get("/wall?deck=two-wards").text


def test_a_room_on_two_wards_says_so_too(visitor: TestClient) -> None:
    """Where it is opened, at its door, on the phone and on the wall."""
    assert "Two wards, unfair on purpose" in visitor.get("/join").text
    room = visitor.post("/rooms", data={"deck": "two-wards"}).headers["location"]
    for path in (room, f"{room}/wall", f"/j/{room.rpartition('/')[2]}"):
        assert UNFAIR.lower() in visitor.get(path).text.lower(), path


def test_decks_without_a_model_or_with_few_files_say_what_a_lab_needs(
    server: Server, wide_client: TestClient
) -> None:
    """Stars, a score that nobody explains, and a handful of files; an unknown deck is not found."""
    for slug, told in (
        ("rated", "Stars score this deck"),
        ("goals", "Nobody knows how this deck was scored"),
    ):
        answer = wide_client.get(f"/lab/{slug}")
        assert answer.status_code == 200
        assert told in answer.text
        assert "What a lab needs" in answer.text
    assert wide_client.get("/lab/nowhere").status_code == 404


@pytest.mark.sqlite
def test_a_deck_that_ranks_needs_a_thousand_files(server: Server, client: TestClient) -> None:
    """Below that a percent is a file or a few, and whoever moves the threshold through would read every score."""
    put_deck(server.database, make_deck("some", "Some"), make_people(999))
    put_deck(server.database, make_deck("many", "Many"), make_people(1000))
    page = client.get("/lab/some").text
    assert "This deck has 999 files to be dealt. A lab needs 1,000" in page
    assert 'data-testid="lab-numbers"' not in page
    assert 'data-testid="lab-numbers"' in client.get("/lab/many").text


def test_what_is_kept_for_a_daily_is_not_counted(server: Server, client: TestClient) -> None:
    """Of a deck that was not generated; so it needs a thousand files beside those."""
    for slug, size in (("short", 1100), ("long", 1700)):
        row = make_deck(slug, slug.title())
        row.locale = None
        put_deck(server.database, row, make_people(size))
    told = re.search(r"This deck has (\d+) files to be dealt", client.get("/lab/short").text)
    assert told
    assert 600 < int(told[1]) < 850
    counted = re.search(r"([\d,]+) of 1,700 files", client.get("/lab/long").text)
    assert counted
    assert 1000 < int(counted[1].replace(",", "")) < 1250


@pytest.mark.sqlite
def test_what_a_law_comes_to_is_told_coarsely(server: Server, client: TestClient) -> None:
    """Whoever hears another answer is told in whole percent, and bars are as high as whole units of the drawing."""
    put_deck(server.database, make_deck("many", "Many"), make_people(1000))
    page = client.get("/lab/many?history=100&fulfilment=0&behaviour=0&identity=0&connections=0").text
    heights = re.findall(r' height="([^"]+)"/>', page)
    assert len(heights) > 10
    assert all(height.isdigit() for height in heights)
    assert re.search(r">\d+&nbsp;% hear another answer than by", page)
    little = client.get("/lab/many?history=35&fulfilment=25&behaviour=20&identity=16&connections=4").text
    assert "Under 1&nbsp;% hear another answer than by" in little
    assert "The weights are the deck’s own" in client.get("/lab/many").text


def test_a_handful_of_people_in_two_wards_has_no_lab(server: Server, client: TestClient) -> None:
    """There is nothing to play for, but of so few no number says anything."""
    put_deck(server.database, make_deck("few", "Few", theme="wards"), ward_people(60))
    assert "This deck has 60 files. A lab of it needs 100" in client.get("/lab/few").text


def test_a_law_is_worked_out_once_and_too_many_at_once_are_sent_away(
    visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks a known law is answered even then."""
    law = f"{WARDS}?{FRIENDS}"
    assert visitor.get(law).status_code == 200
    monkeypatch.setattr(laws, "WAITING", 0)
    assert visitor.get(law).status_code == 200
    answer = visitor.get(f"{law}&threshold=651")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"


def test_an_unlisted_deck_has_a_lab_that_search_engines_do_not_list(
    server: Server, client: TestClient, few_will_do: None
) -> None:
    """Its address alone leads there, as to its page."""
    row = make_deck("secret", "Between us")
    row.unlisted = True
    put_deck(server.database, row, make_people(120))
    assert client.get("/lab/secret").headers["x-robots-tag"] == "noindex"
