"""A host leads a room: opening, steps, lock, knob, guests, and the wall beside it."""

import csv
import io
import re
from html import unescape

import pytest
from tests.web.browser import HTMX
from tests.web.hosts import browser, signed_in
from tests.web.rooms.hosted import TERMS, Hosted

from higherthanthou.game.deal import Side
from higherthanthou.game.profile import Entry, Shown
from higherthanthou.game.rooms.split import Call, split_of
from higherthanthou.game.verdict import Truth
from higherthanthou.store.rooms import guests, rooms
from higherthanthou.web.http.limits import WRONG_CODES
from higherthanthou.web.rooms.shown_view import reason_rows
from higherthanthou.web.server import Server


@pytest.fixture
def hosted(server: Server) -> Hosted:
    """A room of a host, with nobody in its lobby."""
    return Hosted(server, signed_in(server))


def test_a_host_leads_a_room_from_file_to_file(hosted: Hosted) -> None:
    """The form opens it; each step shows on the control page and on the wall."""
    assert hosted.state == ("lobby", "lobby")
    ann, bob, _ = hosted.join("Ann", "Bob", "Cem")
    hosted.step("asking")
    assert hosted.state == ("asking", "asking")
    hosted.call(ann, Side.HIGHER, 0)
    hosted.call(bob, Side.LOWER, 1)
    wall = hosted.wall()
    assert re.search(r'data-testid="room-called"><b>2</b> <span>of 3 have called', wall)
    assert "room-split" not in wall
    control = hosted.control()
    assert re.findall(r'data-testid="waiting"[^>]*><bdi>(\w+)<', control) == ["Cem"]
    hosted.step("shown")
    wall = hosted.wall()
    assert "room-split" in wall
    assert "50 %" in wall
    hosted.step("rating")
    hosted.step("asking")
    hosted.step("over")
    assert hosted.state == ("over", "over")


def test_the_report_has_shown_files_only(hosted: Hosted) -> None:
    """A row for each guest and file that was shown; nothing of a skipped one or of the one that is asked."""
    ann, bob = hosted.join("Ann", "=Bob")
    hosted.step("asking")
    hosted.call(ann, Side.HIGHER, 0)
    hosted.step("shown")
    hosted.step("asking")
    hosted.call(bob, Side.HIGHER)
    answer = hosted.host.get(f"{hosted.url}/report.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["guest"], row["round"], row["guess"]) for row in rows] == [
        ("Ann", "1", "higher"),
        ("'=Bob", "1", ""),
    ]
    assert rows[0]["reason"].endswith("fact " + rows[0]["reason"].rpartition(" ")[2])
    assert rows[0]["called_at"].endswith("Z")
    assert re.findall(r">Round (\d)<", hosted.host.get(f"{hosted.url}/report").text) == ["1"]


def test_a_timed_room_says_so_from_the_start(server: Server, hosted: Hosted) -> None:
    """The wall of its lobby does not say that nothing is timed; that of another room does."""
    timed = Hosted(server, hosted.host, seconds="20")
    wall = timed.host.get(f"/rooms/{timed.code}/wall").text
    assert ("20 seconds for each." in wall, "Nothing is timed" in wall) == (True, False)
    assert "Nothing is timed" in hosted.host.get(f"/rooms/{hosted.code}/wall").text


@pytest.mark.parametrize("here", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "0.0.0.0:8000"])
def test_a_host_is_told_of_an_address_that_phones_cannot_open(hosted: Hosted, here: str) -> None:
    """The codes lead to what the browser asked for: there, to the phone itself."""
    told = 'data-testid="only-here"'
    assert told in hosted.host.get(hosted.url, headers={"Host": here}).text
    assert told not in hosted.host.get(hosted.url, headers={"Host": "192.168.1.20:8000"}).text
    assert told not in hosted.control()


def test_the_lock_the_knob_and_the_guests(hosted: Hosted) -> None:
    """Each is one form; what it did stands on the page, and a knock comes first."""
    ann, bob = hosted.join("Ann", "Bob")
    assert hosted.post("lock", locked="yes").status_code == 303
    assert "Unlock the room" in hosted.control()
    assert "The room is locked" in hosted.wall_while_asking()
    assert hosted.post("knob", knob=50).status_code == 303
    assert hosted.room.knob == 50
    assert hosted.post(f"guests/{bob.number}/out").status_code == 303
    assert hosted.guest(bob).state == "barred"
    hosted.server.database.write_now(
        lambda c: guests.knock(c, hosted.room, bob.player_id, hosted.server.now())
    )
    assert re.findall(r'<tr id="guest-(\d)">', hosted.control()) == ["2", "1"]
    assert "Bob knocks." in hosted.control()
    assert hosted.post(f"guests/{bob.number}/back").status_code == 303
    assert "That name is reserved." in hosted.post(f"guests/{ann.number}/rename", name="Me").text
    assert hosted.post(f"guests/{ann.number}/rename", name="Ann B.").status_code == 303
    assert (hosted.guest(ann).name, hosted.guest(bob).state) == ("Ann B.", "in")
    page = hosted.host.get(f"{hosted.url}/guests/{ann.number}").text
    assert f"1-{ann.secret}" in page


def test_who_comes_late_is_not_waited_for(hosted: Hosted) -> None:
    """As many are named as the page says have not called, and the table has the late one as well."""
    hosted.join("Ann", "Bob")
    hosted.step("asking")
    hosted.join("Late")
    control = hosted.control()
    assert "2 have not." in control
    assert re.findall(r'data-testid="waiting"[^>]*><bdi>(\w+)<', control) == ["Ann", "Bob"]
    assert "<bdi>Late</bdi>" in control
    hosted.step("asking")
    assert "3 have not." in hosted.control()
    assert len(re.findall('data-testid="waiting"', hosted.control())) == 3


def test_a_full_room_has_a_short_table_and_all_on_request(hosted: Hosted) -> None:
    """The page comes at each change: with sixty guests at most, who knocks before all, and the others behind a link."""
    came = hosted.join(*[f"Guest {number}" for number in range(62)])
    hosted.post(f"guests/{came[-1].number}/out")
    hosted.server.database.write_now(
        lambda c: guests.knock(c, hosted.room, came[-1].player_id, hosted.server.now())
    )
    hosted.step("asking")
    rows, waiting = r'<tr id="guest-(\d+)">', r'data-testid="waiting"'
    few = hosted.control()
    assert [int(number) for number in re.findall(rows, few)] == [62, *range(1, 60)]
    assert len(re.findall(waiting, few)) == 60
    assert "and 1 more" in few
    assert f'href="{hosted.url}?guests=all#guests-title">All 62 guests<' in few
    every = hosted.host.get(f"{hosted.url}?guests=all").text
    assert len(re.findall(rows, every)) == 62
    sent = hosted.host.post(f"{hosted.url}/guests/61/out?guests=all")
    assert sent.headers["location"] == f"{hosted.url}?guests=all"
    fragment = hosted.host.post(f"{hosted.url}/guests/61/back?guests=all", headers=HTMX).text
    assert len(re.findall(rows, fragment)) == 62
    assert "&amp;guests=all" in fragment


def test_what_cannot_be_used_changes_nothing(hosted: Hosted) -> None:
    """Each has its status and a sentence; a seq that has passed is no error."""
    (ann,) = hosted.join("Ann")
    before = hosted.room
    bad = [
        ("steps", {"seq": "x", "to": "asking"}, 422),
        ("steps", {"seq": before.seq, "to": "lobby"}, 422),
        ("steps", {"seq": before.seq, "to": "shown"}, 422),
        ("steps", {"seq": before.seq + 7, "to": "asking"}, 303),
        ("lock", {"locked": "perhaps"}, 422),
        ("knob", {"knob": "51"}, 422),
        ("knob", {}, 422),
        ("guests/9/out", {}, 404),
        ("guests/x/out", {}, 404),
        ("guests/1/rename", {"name": "\u200b"}, 422),
        ("again", {}, 422),
    ]
    for path, fields, status in bad:
        answer = hosted.post(path, **fields)
        assert answer.status_code == status, path
        assert status == 303 or 'class="error' in answer.text or "field-error" in answer.text, path
    assert hosted.room._replace(host_seen_at=0) == before._replace(host_seen_at=0)
    assert hosted.guest(ann).name == "Ann"


def test_a_refused_room_keeps_what_was_typed(hosted: Hosted) -> None:
    """The form comes back with the sentence; an unknown deck and bad numbers open nothing."""
    for fields, said in (
        ({"deck": "citizens", "rounds": "31"}, "The number of files is a whole number"),
        ({"deck": "nowhere"}, "no such deck"),
        ({"deck": "citizens", "against": "everybody"}, "compared with"),
        ({"deck": "citizens", "seconds": "<b>"}, "Seconds is a whole number"),
    ):
        answer = hosted.host.post("/host/rooms", data=fields)
        assert answer.status_code == 422
        assert said in answer.text
    assert 'value="&lt;b&gt;"' in answer.text
    assert answer.text.count('class="rc-box rooms-room"') == 1


def test_the_same_form_opens_one_room(hosted: Hosted) -> None:
    """A double click leads to the same room."""
    form = TERMS | {"form": "abc"}
    first, second = (hosted.host.post("/host/rooms", data=form).headers["location"] for _ in range(2))
    assert first == second != hosted.url


def test_a_foreign_room_looks_like_none(hosted: Hosted, server: Server) -> None:
    """Nobody but its host sees or changes anything of it below /host."""
    hosted.join("Ann")
    other = signed_in(server, "Meneer Janssens")
    for path in ("", "/report", "/report.csv", "/guests/1"):
        assert other.get(hosted.url + path).status_code == 404
        assert browser(server).get(hosted.url + path).status_code == 303
    for path, fields in (
        ("steps", {"seq": "0", "to": "asking"}),
        ("lock", {"locked": "yes"}),
        ("guests/1/out", {}),
        ("again", {}),
    ):
        assert other.post(f"{hosted.url}/{path}", data=fields).status_code == 404
    assert hosted.state == ("lobby", "lobby")
    assert other.get("/rooms/AAAAAA/wall").status_code == 404
    assert other.get("/rooms/AAAAAA/qr.svg").status_code == 404
    assert other.get(f"/rooms/{hosted.code}/qr.svg").text.startswith("<?xml")


def test_the_wall_of_the_host_goes_on_while_the_address_guesses_codes(hosted: Hosted) -> None:
    """A class and its wall are behind one address, and somebody in it types what comes to mind."""
    stranger = browser(hosted.server)
    for _ in range(WRONG_CODES):
        assert stranger.get("/rooms/222222/wall").status_code == 404
    for path in ("/wall", "/qr.svg"):
        assert stranger.get(f"/rooms/{hosted.code}{path}").status_code == 429
        assert hosted.host.get(f"/rooms/{hosted.code}{path}").status_code == 200
    assert hosted.host.head(f"/rooms/{hosted.code}/events?screen=wall").status_code == 200
    assert hosted.host.get("/rooms/222222/wall").status_code == 429


def test_a_screen_that_has_all_gets_204(hosted: Hosted) -> None:
    """Until somebody comes, calls or knocks, or a step is taken."""
    (ann,) = hosted.join("Ann")
    hosted.step("asking")

    def polled(page: str) -> int:
        url = unescape(re.search(r'hx-get="([^"]+)"', page)[1])
        return hosted.host.get(url, headers=HTMX).status_code

    for look in (hosted.wall, hosted.control):
        before = look()
        assert polled(before) == 204
        hosted.call(ann, Side.LOWER)
        assert polled(before) == (200 if look == hosted.wall else 204)
        hosted.join("Late")
        assert polled(before) == 200


@pytest.mark.parametrize("against", ["mark", "own", "before"])
def test_no_score_leaves_before_it_is_shown(server: Server, against: str) -> None:
    """Neither a page nor a header nor the report of a room has the score of a file that is asked or was skipped."""
    room = Hosted(server, signed_in(server), against=against, rounds="4")
    (ann,) = room.join("Ann")
    room.step("asking")
    room.step("asking")  # the first is skipped
    room.call(ann, Side.HIGHER)
    hidden = room.scores(1, 2)
    told = room.compared(2)
    pages = [f"/rooms/{room.code}/wall", f"/rooms/{room.code}/qr.svg", room.url, "/host/rooms"]
    pages += [f"{room.url}/report", f"{room.url}/report.csv", f"{room.url}/sums.csv", f"{room.url}/guests/1"]
    for page in pages:
        for headers in ({}, HTMX):
            answer = room.host.get(page, headers=headers)
            said = answer.text + str(answer.headers)
            figures = set(
                re.findall(r"(?<![\w/-])\d{3}(?![\w-])", re.sub(r'd="[^"]+"|src="[^"]+"', "", said))
            )
            assert not figures & (hidden - told), page


def test_each_is_compared_with_the_own_score(server: Server) -> None:
    """Then the wall has no stamp, and says how many were right."""
    room = Hosted(server, signed_in(server), against="own")
    ann, bob = room.join("Ann", "Bob")
    room.step("asking")
    assert "than your own score?" in room.wall()
    room.call(ann, Side.HIGHER)
    room.call(bob, Side.LOWER)
    room.step("shown")
    wall = room.wall()
    assert "rw-stamp" not in wall
    assert "One of you knew." in wall


def test_a_chain_goes_from_person_to_person(server: Server) -> None:
    """Each file is compared with the one that was shown before."""
    room = Hosted(server, signed_in(server), against="before")
    room.join("Ann")
    for _ in range(2):
        room.step("asking")
        name = re.search(r'class="rw-name"><bdi>([^<]+)<', room.wall())[1]
        room.step("shown")
    score = re.search(r'data-testid="verdict-score">(\d+)<', room.wall())[1]
    room.step("asking")
    assert re.search(
        rf'than <bdi>{name}</bdi>, <span class="rw-whole"><span class="led">{score}<', room.wall()
    )


def test_stars_turn_a_room(hosted: Hosted) -> None:
    """Scores drift on the wall while guests rate, and at the end it says what that did."""
    ann, bob, cem = hosted.join("Ann", "Bob", "Cem")
    hosted.step("asking")
    right, wrong = hosted.sides(1)
    for guest, side in ((ann, right), (bob, right), (cem, wrong)):
        hosted.call(guest, side)
    hosted.step("shown")
    hosted.post("knob", knob=50)
    hosted.step("rating")
    assert _stars_of(hosted) == [("\N{EN DASH}", "Ann"), ("\N{EN DASH}", "Bob"), ("\N{EN DASH}", "Cem")]
    for giver in (ann, bob, cem):
        hosted.rate(giver, {cem.number: 5, ann.number: 1, bob.number: 1})
    wall = hosted.wall()
    assert "<b>3</b> of 3 have rated" in wall
    assert _stars_of(hosted) == [("5.0", "Cem"), ("1.0", "Ann"), ("1.0", "Bob")]
    hosted.step("over")
    assert "In round 1 the stars turned the majority" in hosted.wall()
    assert "5.0" in hosted.host.get(f"{hosted.url}/report").text


def _stars_of(hosted: Hosted) -> list[tuple[str, str]]:
    """The stars and the names on the wall, in their order."""
    return re.findall(r"<li><b>(.{1,3})</b> <span class=\"rw-who\"><bdi>(\w+)<", hosted.wall())


def test_a_fact_that_added_nothing_weighed_nothing() -> None:
    """Where scores come from a model, each fact has a weight once it is shown: 0 says what a tap was worth."""
    split = split_of([Call(1, Side.HIGHER, 1)])
    facts = (Entry("Bills", "Paid", Shown.FILE, "history", 20), Entry("Blood", "Sold", Shown.FILE))
    rows, _ = reason_rows(facts, split, Truth.HIGHER)
    assert [(row.label, row.weighed) for row in rows] == [("Bills", "+20"), ("Blood", "0")]
    rows, _ = reason_rows(facts[1:], split, Truth.HIGHER)
    assert [row.weighed for row in rows] == [""]


def test_again_with_the_same_people(hosted: Hosted) -> None:
    """On the same terms, with the same numbers, names and tickets; whoever was sent out stays out. Twice is once."""
    ann, bob, cem = hosted.join("Ann", "Bob", "Cem")
    hosted.post(f"guests/{bob.number}/out")
    hosted.server.database.write_now(lambda c: guests.leave(c, hosted.room, cem.player_id))
    hosted.step("over")
    first, second = (hosted.post("again").headers["location"] for _ in range(2))
    assert first == second != hosted.url
    after = hosted.server.database.read_now(lambda c: rooms.find(c, first.rpartition("/")[2]))
    taken = hosted.server.database.read_now(lambda c: guests.everybody(c, after))
    assert [(one.number, one.name, one.secret, one.state) for one in taken] == [
        (ann.number, "Ann", ann.secret, "in"),
        (bob.number, "Bob", bob.secret, "barred"),
    ]
    assert (after.rounds, after.reasons, after.ranks, after.state, after.guests) == (
        3,
        True,
        True,
        "lobby",
        3,
    )
    wall = browser(hosted.server).get(f"/rooms/{hosted.code}/wall", headers=HTMX)
    assert wall.headers["hx-redirect"] == f"/rooms/{after.code}/wall"
    assert f"/host/rooms/{after.code}" in hosted.control()


def test_the_fold_of_the_form_names_all_that_is_in_it(server: Server) -> None:
    """Ranks too: whoever looks for them unfolds it."""
    page = signed_in(server).get("/host/rooms").text
    assert "<summary>Against what, names, time, reasons, ranks, and a poll</summary>" in page


def test_the_end_counts_rounds_in_which_half_was_right_apart(server: Server) -> None:
    """The wall says so in its first line; a tie is not a room that was wrong."""
    hosted = Hosted(server, signed_in(server), rounds="2")
    ann, bob = hosted.join("Ann", "Bob")
    for number in (1, 2):
        hosted.step("asking")
        right, wrong = hosted.sides(number)
        hosted.call(ann, right)
        hosted.call(bob, right if number == 2 else wrong)
        hosted.step("shown")
    hosted.step("over")
    assert "The room was right in 1 of 2, and half right in 1." in hosted.wall()
