"""The ten of a day are made ahead and apart, once however many make them; the page says what there is."""

import asyncio
from collections.abc import Sequence
from functools import partial
from random import Random

import pytest
from sqlalchemy import func, select, update
from starlette.testclient import TestClient
from tests.web.browser import open_run
from tests.web.hosts import own_deck, signed_in

from asgi_client import AsgiClient
from higherthanthou import app, child_process, chores
from higherthanthou.game.deal import SESAME
from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.daily import DAY, day_of
from higherthanthou.game.modes.ten import choose_ten
from higherthanthou.making import daily_making
from higherthanthou.making.daily_making import AHEAD, PAUSE, Dailies
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.decks.profile_row import values_of
from higherthanthou.store.hosts import hosts
from higherthanthou.store.tables import day_files, decks, profiles, sightings
from higherthanthou.web.server import Server
from world import NOW, make_day, make_deck, make_people, put_deck

TODAY = day_of(NOW)
Made = list[tuple[int, list[list[object]]] | None]


class Maker:
    """Stands for the process in which days are made: keeps what it was asked for, and answers at once."""

    def __init__(self) -> None:
        """Asked for nothing yet; ``broken`` is what goes wrong, with ``breaking`` or with all; ``unknown`` cannot be made."""
        self.asked: list[str] = []
        self.broken: Exception | None = None
        self.unknown: set[str] = set()
        self.breaking: set[str] = set()

    def __call__(self, wanted: Sequence[Deck]) -> Made:
        """Make days out of the people of the small world."""
        self.asked += [deck.slug for deck in wanted]
        if self.broken and (not self.breaking or self.breaking & {deck.slug for deck in wanted}):
            raise self.broken
        return [None if deck.slug in self.unknown else self._one(deck) for deck in wanted]

    def _one(self, deck: Deck) -> tuple[int, list[list[object]]]:
        people = make_people(400)
        rng = Random()
        aiming = partial(MODES["daily"].aim, rng=rng, scale=SESAME, quantiles=None)
        mark, ten = choose_ten([one.score for one in people], aiming, rng)
        return mark, [values_of(people[index]) for index in ten]


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    """In the place of the process."""
    made = Maker()
    monkeypatch.setattr(daily_making, "_made_apart", made)
    return made


def count(server: Server, table, *which) -> int:
    """How many rows."""
    query = select(func.count()).select_from(table).where(*which)
    return server.database.read_now(lambda c: c.execute(query).scalar_one())


def test_the_first_who_asks_has_the_ten_made_if_nobody_has(
    wide_server: Server, wide_client: TestClient
) -> None:
    """In a real process; they are in the deck's table, and in no version."""
    before = count(wide_server, profiles)
    answer = wide_client.post("/runs", data={"deck": "citizens", "mode": "daily"})
    assert answer.status_code == 303
    assert 'id="file-name"' in wide_client.get(answer.headers["location"]).text
    assert count(wide_server, profiles) == before + 10
    assert count(wide_server, profiles, profiles.c.until == 0) == 10


def test_a_day_that_cannot_be_made_is_put_off(
    wide_server: Server, wide_client: TestClient, maker: Maker
) -> None:
    """A page that says so, and no process for each who asks; after a minute it is tried again."""
    maker.broken = child_process.TooHard("The work takes longer than it may.")
    for _ in range(3):
        answer = wide_client.post("/runs", data={"deck": "citizens", "mode": "daily"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "20")
        assert "still being drawn up" in answer.text
    assert maker.asked == ["citizens"]
    assert count(wide_server, day_files) == 0
    maker.broken = None
    wide_server.now.sleep(PAUSE / 1000 + 1)
    assert wide_client.post("/runs", data={"deck": "citizens", "mode": "daily"}).status_code == 303


def test_days_are_made_an_hour_ahead(wide_server: Server, maker: Maker) -> None:
    """At the start those of today; from eleven in the evening those of tomorrow; each once."""
    made, database = Dailies(), wide_server.database
    generated = ["citizens", "matches", "rated"]
    midnight = (TODAY + 1) * DAY
    for now, asked in (
        (NOW, generated),
        (midnight - AHEAD - 1, []),
        (midnight - AHEAD, generated),
        (midnight, []),
    ):
        maker.asked = []
        asyncio.run(made.make_due(database, now))
        assert sorted(maker.asked) == asked
    assert count(wide_server, day_files) == 60
    assert count(wide_server, day_files, day_files.c.day == TODAY + 1) == 30


def test_many_decks_are_made_some_at_a_time(
    wide_server: Server, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that no process runs into its limits; a deck that cannot be made is left alone, and the others are not."""
    monkeypatch.setattr(daily_making, "AT_ONCE", 2)
    maker.unknown = {"citizens"}
    made = Dailies()
    for _ in range(2):
        asyncio.run(made.make_due(wide_server.database, NOW))
    assert sorted(maker.asked) == ["citizens", "matches", "rated"]
    assert count(wide_server, day_files) == 20


def test_two_servers_that_make_a_day_at_once_make_one(wide_server: Server, maker: Maker) -> None:
    """And leave no file of the other."""
    before, database = count(wide_server, profiles), wide_server.database

    async def both() -> None:
        await asyncio.gather(*(Dailies().make_due(database, NOW) for _ in range(4)))

    asyncio.run(both())
    assert len(maker.asked) > 3
    assert count(wide_server, day_files) == 30
    assert count(wide_server, profiles) == before + 30


def test_the_server_makes_them_by_itself(
    wide_server: Server, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Soon after it starts."""
    monkeypatch.setattr(chores, "FIRST_DAY", 0)
    with AsgiClient(app.build_app(wide_server)) as browser:
        made = (
            browser.get("/healthz").is_success and count(wide_server, day_files) == 30 for _ in range(1000)
        )
        assert any(made)


def daily(client: TestClient, deck: str) -> str:
    """The page."""
    answer = client.get(f"/daily?deck={deck}")
    assert answer.status_code == 200
    return answer.text


def test_a_deck_without_a_daily_says_what_it_would_need(wide_client: TestClient) -> None:
    """And offers no button that is refused."""
    page = daily(wide_client, "goals")
    assert "This deck has no daily" in page
    assert "600 files" in page
    assert 'value="daily"' not in page
    assert "The last ten" not in page
    assert wide_client.post("/runs", data={"deck": "goals", "mode": "daily"}).status_code == 422


def test_a_daily_whose_files_are_spent_says_that_it_is_over(
    wide_server: Server, wide_client: TestClient
) -> None:
    """What was played today stays, and so do the last ten."""
    put_deck(wide_server.database, make_deck("large", "Large", 0, 1000, "own"), make_people(700, 0, 1000))
    assert 'value="daily"' in daily(wide_client, "large")
    run = open_run(wide_client, "large", "daily")
    few = update(profiles).where(profiles.c.position > 60).values(reserve=False)
    wide_server.database.write_now(lambda c: c.execute(few))
    assert "Go on" in daily(wide_client, "large")
    assert open_run(wide_client, "large", "daily") == run
    wide_server.now.sleep(DAY / 1000)
    page = daily(wide_client, "large")
    assert "daily is over" in page
    assert 'value="daily"' not in page
    assert page.count('class="opened-file"') == 10
    refused = wide_client.post("/runs", data={"deck": "large", "mode": "daily"})
    assert refused.status_code == 422
    assert "daily is over" in refused.text


def test_whoever_has_met_one_of_the_ten_is_told_before_the_go(
    wide_server: Server, wide_client: TestClient
) -> None:
    """As can be with a day from before dailies had files of their own."""
    open_run(wide_client)
    make_day(wide_server.database, "citizens", TODAY)
    assert "does not rank" not in daily(wide_client, "citizens")
    met = wide_server.database.read_now(lambda c: c.execute(select(sightings.c.profile_id)).scalar_one())
    old = update(day_files).where(day_files.c.place == 1).values(profile_id=met)
    wide_server.database.write_now(lambda c: c.execute(old))
    assert "You have met one of these ten before, so your go does not rank." in daily(wide_client, "citizens")


def test_the_owner_of_a_deck_is_told_before_the_go(wide_server: Server) -> None:
    """On the page of the daily of that deck, and of no other."""
    owner = signed_in(wide_server)
    mine = wide_server.database.read_now(lambda c: hosts.named(c, "Mevrouw Peeters").id)
    hosted = update(decks).where(decks.c.slug == "citizens").values(host_id=mine)
    wide_server.database.write_now(lambda c: c.execute(hosted))
    open_run(owner, "rated")
    assert "This deck is your own, so your go does not rank." in daily(owner, "citizens")
    assert "does not rank" not in daily(owner, "rated")


def test_a_generated_deck_keeps_its_locale_for_its_days(wide_server: Server) -> None:
    """The people of its daily come from where its own came from; of an imported one nothing is known."""
    host = signed_in(wide_server)
    asked = {"title": "Ours", "theme": "citizens", "size": "12", "locale": "nl_BE", "model": "", "seed": ""}
    assert host.post("/host/decks/generate", data=asked).status_code == 303
    own_deck(host, "Imported")
    kept = select(decks.c.slug, decks.c.locale).where(decks.c.slug.in_(["ours", "imported"]))
    found = wide_server.database.read_now(lambda c: dict(c.execute(kept).all()))
    assert found == {"ours": "nl_BE", "imported": None}


def test_one_deck_that_breaks_off_takes_no_daily_from_the_others(wide_server: Server, maker: Maker) -> None:
    """The decks of a failed batch are tried one by one, and the broken one rests for itself."""
    maker.broken, maker.breaking = child_process.TooHard("The work takes longer than it may."), {"matches"}
    made, tried = Dailies(), "citizens matches rated"
    asyncio.run(made.make_due(wide_server.database, NOW))
    assert sorted(maker.asked) == sorted(tried.split() * 2)
    assert count(wide_server, day_files) == 20
    maker.asked = []
    asyncio.run(made.make_due(wide_server.database, NOW + PAUSE - 1))
    assert maker.asked == []
    maker.broken = None
    asyncio.run(made.make_due(wide_server.database, NOW + PAUSE))
    assert count(wide_server, day_files) == 30


def test_a_deck_whose_theme_is_unknown_says_that_it_has_no_daily(
    wide_server: Server, wide_client: TestClient, maker: Maker
) -> None:
    """Instead of being drawn up for ever; neither its page nor the front page offers one."""
    maker.unknown = {"citizens"}
    for _ in range(2):
        refused = wide_client.post("/runs", data={"deck": "citizens", "mode": "daily"})
        assert refused.status_code == 422
        assert "files like its own cannot be made here any more" in refused.text
    assert maker.asked == ["citizens"]
    page = daily(wide_client, "citizens")
    assert "files like its own cannot be made here any more" in page
    assert 'value="daily"' not in page
    assert "One go a day" not in page
    assert 'value="daily"' not in wide_client.get("/decks/citizens").text
    assert "<bdi>Matches</bdi>" in wide_client.get("/daily").text
    assert 'value="daily"' in wide_client.get("/decks/matches").text


def test_nothing_is_made_for_an_archived_deck_and_its_page_tells_whether_it_had_a_daily(
    wide_server: Server, wide_client: TestClient, maker: Maker
) -> None:
    """Nor is a go promised that nobody can have."""
    open_run(wide_client, "rated", "daily")
    maker.asked = []
    away = update(decks).where(decks.c.slug.in_(["citizens", "rated"])).values(state="archived")
    wide_server.database.write_now(lambda c: c.execute(away))
    refused = wide_client.post("/runs", data={"deck": "citizens", "mode": "daily"})
    assert refused.status_code == 422
    assert maker.asked == []
    page = daily(wide_client, "citizens")
    assert "it never had a daily" in page
    assert "One go a day" not in page
    assert "The last ten" not in page
    with AsgiClient(app.build_app(wide_server)) as stranger:
        assert "no more dailies are drawn from it" in daily(stranger, "rated")


def test_the_first_day_promises_no_ten_of_the_day_before(wide_client: TestClient) -> None:
    """The front page leads to the daily, whatever there is."""
    front = wide_client.get("/").text
    assert "The last ten, opened" not in front
    assert "More of the daily" in front


def test_a_deck_whose_files_come_out_on_another_scale_has_no_daily(
    wide_server: Server, wide_client: TestClient, maker: Maker
) -> None:
    """Nothing of them is kept, and the others have theirs."""
    ten = update(decks).where(decks.c.slug == "rated").values(low=1, high=10)
    wide_server.database.write_now(lambda c: c.execute(ten))
    before = count(wide_server, profiles)
    refused = wide_client.post("/runs", data={"deck": "rated", "mode": "daily"})
    assert refused.status_code == 422
    assert "files like its own cannot be made here any more" in refused.text
    asyncio.run(wide_server.dailies.make_due(wide_server.database, NOW))
    assert count(wide_server, profiles) == before + 20
    assert count(wide_server, day_files) == 20
