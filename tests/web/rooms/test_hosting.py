"""A host leads a room: opening, steps, lock, knob, guests, and the wall beside it."""

import csv
import io
import re

import pytest
from tests.web.hosts import signed_in
from tests.web.rooms.hosted import Hosted

from higherthanthou.game.deal import Side
from higherthanthou.web.server import Server


@pytest.fixture
def hosted(server: Server) -> Hosted:
    """A room of a host, with three guests in its lobby."""
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
    assert "50&nbsp;%" in wall
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
    assert re.findall(r"<p>(\d) ", hosted.host.get(f"{hosted.url}/report").text) == ["1"]
