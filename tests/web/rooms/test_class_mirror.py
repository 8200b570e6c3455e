"""The mirror of a room at its end: on the wall, on phones and in the report, as a sum of at least eight."""

import csv
import io
import re

import pytest
from tests.web.hosts import signed_in
from tests.web.rooms.hosted import Hosted
from tests.web.rooms.phones import Phone

from higherthanthou.game.deal import Side
from higherthanthou.store.rooms import laws
from higherthanthou.store.rooms.guests import Guest
from higherthanthou.web.server import Server

SUM = re.compile(r"When [\w ]+ the room said higher (?:<b>)?(\d+) times? of (\d+)(?:</b>)?; (\d+) of th")


FILES = 5


def play(hosted: Hosted, guests: int, last: str = "over", law_at: int = 0) -> str:
    """Some guests call on all files, always higher; the report once the room has come to its last step.

    If ``law_at`` is a round, they vote for a law before it.
    """
    came = hosted.join(*[f"Guest {number}" for number in range(guests)])
    for number in range(1, FILES + 1):
        if number == law_at:
            hosted.step("voting")
            vote(hosted, came)
        hosted.step("asking")
        for guest in came:
            hosted.call(guest, Side.HIGHER)
        hosted.step("shown")
    if last == "over":
        hosted.step("over")
    return hosted.host.get(f"{hosted.url}/report").text


def vote(hosted: Hosted, guests: list[Guest]) -> None:
    """All vote that connections are everything."""
    room = hosted.room
    for guest in guests:
        hosted.server.database.write_now(
            lambda c, p=guest.player_id: laws.vote(c, room, p, (0, 0, 0, 0, 100))
        )


@pytest.fixture
def hosted(server: Server) -> Hosted:
    """A room of a host against one mark."""
    return Hosted(server, signed_in(server), against="mark", rounds=str(FILES))


def test_eight_guests_are_a_sum(hosted: Hosted) -> None:
    """On the wall and in the report alike, of these files only; nobody's own calls are in it."""
    report, wall = play(hosted, 8), hosted.wall()
    for page in (report, wall):
        assert 'data-testid="class-mirror"' in page
        assert f"these {FILES} files" in page
        found = SUM.findall(page)
        assert found
        for said, calls, stood in found:
            assert said == calls
            assert int(calls) % 8 == 0
            assert int(stood) % 8 == 0
    assert SUM.findall(report) == SUM.findall(wall)


def test_seven_guests_are_not_told(hosted: Hosted) -> None:
    """Neither to the host nor on the wall."""
    report = play(hosted, 7)
    assert "class-mirror" not in report + hosted.wall()


def test_a_room_that_goes_on_has_no_mirror(hosted: Hosted) -> None:
    """It would tell of the split before its time."""
    assert "class-mirror" not in play(hosted, 8, "shown") + hosted.wall()
    hosted.step("over")
    assert "class-mirror" in hosted.wall()


def test_files_that_were_compared_with_each_other_have_none(server: Server) -> None:
    """Where a file stands then says little of its own facts."""
    hosted = Hosted(server, signed_in(server), against="before", rounds=str(FILES))
    assert "class-mirror" not in play(hosted, 8) + hosted.wall()


def test_files_under_a_law_of_the_room_are_left_out(server: Server, hosted: Hosted) -> None:
    """What weighs otherwise says nothing of the deck's own law; wall, phones and report say so."""
    phone = Phone(server, hosted.code).join()
    report = play(hosted, 8, law_at=4)
    for page in (report, hosted.wall(), phone.page):
        assert "on these 3 files only" in page
        assert re.search(r"2 files under a law of the room\s+are left out", page)
        assert all(int(calls) <= 8 * 3 for _, calls, _ in SUM.findall(page))


def test_right_by_gap_leaves_out_files_under_a_law(hosted: Hosted) -> None:
    """In the report and in its CSV, which both count the calls on the other files alone."""
    report = play(hosted, 8, law_at=4)
    assert re.search(r"Right by gap</h2>\s*<p[^>]*>2 files under a law of the room\s+are left out", report)
    apart = {number: abs(score - (anchor or 0)) for number, score, anchor in hosted.rounds()}
    assert called(hosted) == 8 * sum(apart[number] > 0 for number in (1, 2, 3))


def test_right_by_gap_leaves_out_what_was_compared_with_a_score_by_a_law(server: Server) -> None:
    """In a chain, the first file after the last one under a law is compared with a score of that law."""
    hosted = Hosted(server, signed_in(server), against="before", rounds="8")
    [guest] = hosted.join("Ann")
    for number in range(1, 9):
        if number == 2:
            hosted.step("voting")
            vote(hosted, [guest])
        hosted.step("asking")
        hosted.call(guest, Side.HIGHER)
        hosted.step("shown")
    apart = {number: abs(score - (anchor or 0)) for number, score, anchor in hosted.rounds()}
    assert called(hosted) == sum(apart[number] > 0 for number in (1, 8))


def called(hosted: Hosted) -> int:
    """Of how many calls the CSV of sums tells how often they were right."""
    rows = csv.DictReader(io.StringIO(hosted.host.get(f"{hosted.url}/sums.csv").text))
    return sum(int(row["of"]) for row in rows if row["about"] == "right by gap")


def test_a_closed_poll_stands_beside_it(server: Server) -> None:
    """On the wall, with the first three of the ranks, all of which were there before."""
    hosted = Hosted(server, signed_in(server), against="mark", rounds=str(FILES), poll="yes")
    phones = [Phone(server, hosted.code).join() for _ in range(8)]
    for phone in phones:
        phone.post("poll", first=9, second=5)
    for number in range(1, FILES + 1):
        hosted.step("asking")
        for phone in phones:
            phone.call(number, "higher")
        hosted.step("shown")
    hosted.step("over")
    assert hosted.wall().count('class="rw-rank"') == 8
    hosted.post("poll")
    wall = hosted.wall()
    assert 'data-testid="class-mirror"' in wall
    assert 'data-testid="poll-result"' in wall
    assert wall.count('class="rw-rank"') == 3


def test_a_long_room_has_its_picture_beside_it(server: Server) -> None:
    """What the stars did stands on the wall in one picture, however many files there were."""
    hosted = Hosted(server, signed_in(server), against="mark", rounds="11")
    came = hosted.join(*[f"Guest {number}" for number in range(8)])
    for number in range(1, 12):
        hosted.step("asking")
        for guest in came:
            hosted.call(guest, Side.HIGHER)
        hosted.step("shown")
        if number == 1:
            hosted.step("rating")
            for guest in came:
                hosted.rate(guest, {one.number: 1 + one.number % 5 for one in came})
    hosted.step("over")
    wall = hosted.wall()
    assert 'data-testid="class-mirror"' in wall
    assert "What the stars did" in wall
    [picture] = re.findall(r'data-testid="effect-picture">(.*?)</svg>', wall, re.S)
    assert [int(number) for number in re.findall(r"<text[^>]*>(\d+)<", picture)] == list(range(1, 12))
