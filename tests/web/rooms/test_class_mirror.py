"""The mirror of a room at its end: on the wall, on phones and in the report, as a sum of at least eight."""

import re

import pytest
from tests.web.hosts import signed_in
from tests.web.rooms.hosted import Hosted

from higherthanthou.game.deal import Side
from higherthanthou.web.server import Server

SUM = re.compile(r"When [\w ]+ the room said higher (?:<b>)?(\d+) times? of (\d+)(?:</b>)?; (\d+) of th")


FILES = 5


def play(hosted: Hosted, guests: int, last: str = "over") -> str:
    """Some guests call on all files, always higher; the report once the room has come to its last step."""
    came = hosted.join(*[f"Guest {number}" for number in range(guests)])
    for _ in range(FILES):
        hosted.step("asking")
        for guest in came:
            hosted.call(guest, Side.HIGHER)
        hosted.step("shown")
    if last == "over":
        hosted.step("over")
    return hosted.host.get(f"{hosted.url}/report").text


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
