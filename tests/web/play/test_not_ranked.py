"""A run that does not rank says why, and the cause it names is the one that holds."""

from sqlalchemy import select
from starlette.testclient import TestClient
from tests.web.browser import judge, open_run, rank_line
from tests.web.hosting.test_versions import publish
from tests.web.hosts import PASSWORD, add_host, own_deck, signed_in
from tests.web.players.test_me import answers

from higherthanthou.game.modes.daily import closes_at, day_of
from higherthanthou.store.runs import results, run_cache
from higherthanthou.store.tables import runs
from higherthanthou.web.server import Server


def why(client: TestClient, run: str) -> str:
    """The cause that a result names."""
    said = rank_line(client.get(run).text)
    assert said.startswith("This run does not rank: ")
    return said.removeprefix("This run does not rank: ").removesuffix(".")


def meet_everybody(server: Server) -> None:
    """Let every player have met every file."""
    met = "INSERT INTO sightings SELECT p.id, f.id FROM players p, profiles f WHERE NOT EXISTS (SELECT 1 FROM"
    seen = f"{met} sightings s WHERE s.player_id = p.id AND s.profile_id = f.id)"
    server.database.write_now(lambda c: c.exec_driver_sql(seen))


def test_a_guess_too_quick(wide_server: Server, wide_client: TestClient) -> None:
    """A tenth of a second after its file."""
    run = open_run(wide_client)
    judge(wide_server, wide_client, run)
    wide_server.now.sleep(-1.9)
    judge(wide_server, wide_client, run, right=False)
    assert why(wide_client, run) == "a file was judged within 0.3 seconds"


def test_a_face_that_was_known(wide_server: Server, wide_client: TestClient) -> None:
    """Whoever has met everybody meets somebody again."""
    open_run(wide_client, "matches")
    meet_everybody(wide_server)
    run = open_run(wide_client)
    judge(wide_server, wide_client, run, right=False)
    assert why(wide_client, run) == "one of its files was one that you had met before"


def test_the_blacklist_is_not_an_empty_drawer(wide_server: Server, wide_client: TestClient) -> None:
    """A year that ended early by its rules was not cut short; it had known faces."""
    open_run(wide_client, "matches")
    meet_everybody(wide_server)
    run = open_run(wide_client, "citizens", "year")
    wide_server.database.write_now(
        lambda c: c.exec_driver_sql("UPDATE runs SET value = 360, anchor = 500 WHERE mode = 'year'")
    )
    judge(wide_server, wide_client, run, right=False, stake="10")
    assert why(wide_client, run) == "one of its files was one that you had met before"


def test_a_night_that_was_cut_short(wide_server: Server, wide_client: TestClient) -> None:
    """Nobody was left for its next turn."""
    run = open_run(wide_client, "matches", "match")
    wide_server.database.write_now(
        lambda c: c.exec_driver_sql(
            "UPDATE profiles SET until = 1 WHERE id NOT IN (SELECT profile_id FROM runs) AND deck_id ="
            " (SELECT id FROM decks WHERE slug = 'matches')"
        )
    )
    judge(wide_server, wide_client, run)
    assert why(wide_client, run) == "the deck had nobody left for its next turn"
    results._shares.clear()  # kept by the id of a deck, which in other tests has all of its files


def test_a_deck_of_ones_own(server: Server) -> None:
    """Its owner knows the answers."""
    host = signed_in(server)
    deck = own_deck(host)
    publish(host, deck)
    slug = deck.rpartition("/")[2]
    run = open_run(host, slug)
    judge(server, host, run, right=False)
    assert why(host, run) == "the deck is your own"
    board = host.get(f"/leaderboard?deck={slug}").text
    assert "The deck is your own: you do not rank on it." in board
    assert "puts you there" not in board
    assert "leads" not in board


def a_daily(server: Server, client: TestClient, practice: str = "no") -> str:
    """Play the ten of today; return the run."""
    run = client.post("/runs", data={"deck": "citizens", "mode": "daily", "practice": practice})
    for _ in range(10):
        judge(server, client, run.headers["location"])
    return run.headers["location"]


def test_practice(wide_server: Server, wide_client: TestClient) -> None:
    """Which its share text says too: it is not the go of the day."""
    first = a_daily(wide_server, wide_client)
    assert rank_line(wide_client.get(first).text) == (
        "This was your go of the day; nobody else is on the board yet."
    )
    again = a_daily(wide_server, wide_client, "yes")
    assert why(wide_client, again) == "it was practice, your first go of the day counts"
    for run, told in ((first, False), (again, True)):
        share = wide_client.get(run).text.partition('data-testid="share-text"')[2].partition("</section>")[0]
        assert (share.count(", practice") == 2) == told
        assert ("practice" in share) == told


def test_a_daily_that_went_on_too_long(wide_server: Server, wide_client: TestClient) -> None:
    """The ten are open to everybody by then; the page says when those of which day are."""
    run = open_run(wide_client, "citizens", "daily")
    for _ in range(9):
        judge(wide_server, wide_client, run)
    wide_server.now.now = closes_at(day_of(wide_server.now.now))
    judge(wide_server, wide_client, run)
    assert why(wide_client, run) == "it went on for more than an hour after its day"
    assert "These ten lie open for everybody" in wide_client.get(run).text
    wide_server.now.sleep(86_400)
    assert "The day after, these ten lay open" in wide_client.get(run).text


def test_the_ten_are_not_called_open_before_they_are(wide_server: Server, wide_client: TestClient) -> None:
    """Within an hour of their day."""
    run = a_daily(wide_server, wide_client)
    assert "An hour after the end of the day these ten lie open" in wide_client.get(run).text
    wide_server.now.now = closes_at(day_of(wide_server.now.now)) - 1
    assert "In less than an hour these ten lie open" in wide_client.get(run).text
    assert "none was drawn" in wide_client.get("/daily").text


def test_a_run_that_was_closed_before_its_first_call(server: Server, client: TestClient) -> None:
    """Its page was an error: there is no verdict on it, and nothing to pass on."""
    run = open_run(client)
    client.post("/intake", data=answers(-1))
    open_run(client)
    page = client.get(run)
    assert page.status_code == 200
    assert why(client, run) == "it was closed before its first call, because your score had changed"
    assert "Nothing judged" in page.text
    for absent in ("verdict", "share-text", "strangers", "One stranger"):
        assert absent not in page.text.partition("<body>")[2]
    assert "Nothing judged" in client.get("/me").text
    assert "A streak of 0" not in client.get("/me").text


def test_first_files_are_not_chosen_by_the_intake(server: Server, client: TestClient) -> None:
    """The first score of all begins afresh; from then on a run in the place of an unjudged one does not rank."""
    open_run(client)
    client.post("/intake", data=answers(-1))
    assert not is_kept_off(server, open_run(client))
    client.post("/intake", data=answers(0))
    run = open_run(client)
    assert is_kept_off(server, run)
    judge(server, client, run, right=False)
    assert why(client, run) == "your score had changed after you had seen the first file of another run"
    assert not is_kept_off(server, open_run(client))


def is_kept_off(server: Server, run: str) -> bool:
    """Whether a run that goes on is known not to rank."""
    query = select(runs.c.ranked).where(runs.c.id == run.rpartition("/")[2])
    return not server.database.read_now(lambda c: c.execute(query).scalar_one())


def give_citizens(server: Server, host: int) -> None:
    """Make a host the owner of the citizens."""
    given = f"UPDATE decks SET host_id = {host} WHERE slug = 'citizens'"
    server.database.write_now(lambda c: c.exec_driver_sql(given))
    run_cache.forget(lambda _: True)  # a deck never changes hands; here it does


def test_a_deck_of_a_third_host_is_not_called_ones_own(wide_server: Server, wide_client: TestClient) -> None:
    """A browser that was two hosts' may be that of any: it does not rank, and the cause is told as it is."""
    both, slug = wide_client, "citizens"
    open_run(both)
    for name in ("Ann", "Ben"):
        add_host(wide_server, name)
        assert both.post("/host/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303
    give_citizens(wide_server, add_host(wide_server, "Cleo"))
    run = open_run(both, slug)
    judge(wide_server, both, run, right=False)
    assert why(both, run) == "several hosts have signed in in this browser"
    said = "Several hosts have signed in in this browser"
    board = both.get(f"/leaderboard?deck={slug}").text
    assert f"{said}: you do not rank on the decks of hosts." in board
    daily = both.get(f"/daily?deck={slug}").text
    assert f"{said}, so your go does not rank." in daily
    for page in (board, daily):
        assert "your own" not in page


def test_the_cause_stays_when_its_player_turns_out_to_be_the_owner(
    wide_server: Server, wide_client: TestClient
) -> None:
    """A run that was too quick, or too late, is not told as the owner's afterwards."""
    run = open_run(wide_client)
    wide_server.now.sleep(-1.9)
    judge(wide_server, wide_client, run, right=False)
    late = open_run(wide_client, "citizens", "daily")
    for _ in range(9):
        judge(wide_server, wide_client, late)
    wide_server.now.now = closes_at(day_of(wide_server.now.now))
    judge(wide_server, wide_client, late)
    causes = [why(wide_client, one) for one in (run, late)]
    host = add_host(wide_server)
    give_citizens(wide_server, host)
    wide_server.database.write_now(lambda c: c.exec_driver_sql(f"UPDATE players SET host_id = {host}"))
    assert [why(wide_client, one) for one in (run, late)] == causes
    assert causes == [
        "a file was judged within 0.3 seconds",
        "it went on for more than an hour after its day",
    ]


def change_the_rules(server: Server, mode: str) -> None:
    """As an upgrade leaves it: the board counts from now, and what began elsewhere does not rank."""
    server.now.sleep(1)
    server.database.write_now(
        lambda c: c.exec_driver_sql(
            f"INSERT INTO board_starts SELECT id, version, '{mode}', {server.now()}, true FROM decks"
        )
    )
    server.database.write_now(lambda c: c.exec_driver_sql("UPDATE runs SET ranked = false"))


def test_a_year_that_the_rules_have_overtaken(wide_server: Server, wide_client: TestClient) -> None:
    """It began by others; one that begins afterwards ranks."""
    run = open_run(wide_client, "citizens", "year")
    change_the_rules(wide_server, "year")
    run_cache.forget(lambda _: True)
    known = "one of its files was one that you had met before"
    for line in ("the rules of this mode changed while it was open", "", known):
        one = run if "rules" in line else open_run(wide_client, "citizens", "year")
        if line == known:
            wide_server.database.write_now(
                lambda c: c.exec_driver_sql("UPDATE runs SET ranked = false WHERE open")
            )
            run_cache.forget(lambda _: True)
        while 'data-testid="result"' not in wide_client.get(one).text:
            judge(wide_server, wide_client, one)
        said = rank_line(wide_client.get(one).text)
        assert said.startswith(f"This run does not rank: {line}" if line else "Your first on this board")


def test_a_streak_is_overtaken_only_where_none_begins_now(
    wide_server: Server, wide_client: TestClient
) -> None:
    """Far out; another one that does not rank has its own cause."""
    for anchor, line in (
        (850, "the rules of this mode changed while it was open"),
        (640, "one of its files was"),
    ):
        run = open_run(wide_client)
        wide_server.database.write_now(
            lambda c, a=anchor: c.exec_driver_sql(f"UPDATE runs SET anchor = {a}, own_score = {a} WHERE open")
        )
        if anchor == 850:
            change_the_rules(wide_server, "streak")
        wide_server.database.write_now(
            lambda c: c.exec_driver_sql("UPDATE runs SET ranked = false, started_at = 5")
        )
        run_cache.forget(lambda _: True)
        judge(wide_server, wide_client, run, right=False)
        assert why(wide_client, run).startswith(line)


def test_a_run_that_an_upgrade_closed(wide_server: Server, wide_client: TestClient) -> None:
    """Before its first call, by the rules and not by a score."""
    run = open_run(wide_client, "citizens", "year")
    change_the_rules(wide_server, "year")
    wide_server.database.write_now(
        lambda c: c.exec_driver_sql(f"UPDATE runs SET open = false, ended_at = {wide_server.now()}")
    )
    assert why(wide_client, run) == "it was closed before its first call, because the rules had changed"
