"""The mirror of a room at its end: on the wall, on phones and in the report, as a sum of at least eight."""

import re

import pytest
from tests.web.hosts import signed_in
from tests.web.rooms.hosted import Hosted

from higherthanthou.game.deal import Side
from higherthanthou.web.server import Server

SUM = re.compile(r"When [\w ]+ the room said higher (?:<b>)?(\d+) times? of (\d+)(?:</b>)?; (\d+) of th")


def play(hosted: Hosted, guests: int) -> str:
    """Some guests call on two files, all of them higher, until the room is over; the page of the first one."""
    [first, *others] = hosted.join(*[f"Guest {number}" for number in range(guests)])
    for _ in range(2):
        hosted.step("asking")
        for guest in (first, *others):
            hosted.call(guest, Side.HIGHER)
        hosted.step("shown")
    hosted.step("over")
    return hosted.host.get(f"{hosted.url}/report").text


@pytest.fixture
def hosted(server: Server) -> Hosted:
    """A room of a host against one mark."""
    return Hosted(server, signed_in(server), against="mark")


def test_eight_guests_are_a_sum(hosted: Hosted) -> None:
    """On the wall and in the report alike, of these files only; nobody's own calls are in it."""
    report, wall = play(hosted, 8), hosted.wall()
    for page in (report, wall):
        assert 'data-testid="class-mirror"' in page
        assert "these 2 files" in page
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
    guests = hosted.join(*[f"Guest {number}" for number in range(8)])
    hosted.step("asking")
    for guest in guests:
        hosted.call(guest, Side.HIGHER)
    assert "class-mirror" not in hosted.wall() + hosted.host.get(f"{hosted.url}/report").text
    hosted.step("shown")
    assert "class-mirror" not in hosted.wall() + hosted.host.get(f"{hosted.url}/report").text


def test_files_that_were_compared_with_each_other_have_none(server: Server) -> None:
    """Where a file stands then says little of its own facts."""
    hosted = Hosted(server, signed_in(server), against="before")
    assert "class-mirror" not in play(hosted, 8) + hosted.wall()
