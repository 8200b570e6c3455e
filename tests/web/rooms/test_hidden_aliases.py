"""An alias that is hidden stands on no screen of a room; the guest whose it is reads it."""

import pytest
from tests.web.hosts import signed_in
from tests.web.rooms.hosted import Hosted
from tests.web.rooms.phones import Phone

from higherthanthou.game.deal import Side
from higherthanthou.store.boards.hidden_aliases import EVERYWHERE, hide, show
from higherthanthou.store.rooms.guests import Guest
from higherthanthou.web.server import Server

pytestmark = pytest.mark.sqlite

LOUD = "Loud Parrot"


@pytest.fixture
def hosted(server: Server) -> Hosted:
    """A room of a host, the wall with its first five."""
    return Hosted(server, signed_in(server))


def hidden(hosted: Hosted, guest: Guest, deck_id: int = EVERYWHERE, instead: str = "") -> None:
    """Hide the alias of a guest."""
    now = hosted.server.now()
    hosted.server.database.write_now(lambda c: hide(c, guest.player_id, LOUD, deck_id, now, instead))


def screens(hosted: Hosted, other: Phone) -> dict[str, str]:
    """Whatever others than the guest may read, by what it is."""
    pages = {name: hosted.host.get(f"{hosted.url}{name}").text for name in ("?guests=all", "/guests/1")}
    reports = {name: hosted.host.get(f"{hosted.url}{name}").text for name in ("/report", "/report.csv")}
    return pages | reports | {"control": hosted.control(), "wall": hosted.wall(), "phone": other.page}


def telling(hosted: Hosted, other: Phone, name: str = LOUD) -> set[str]:
    """Which of these tell a name."""
    return {what for what, page in screens(hosted, other).items() if name in page}


def test_no_screen_of_a_room_tells_it_in_any_state(hosted: Hosted) -> None:
    """Neither the wall, the host's pages, the report and its CSV, nor another guest's phone."""
    [loud, rater] = hosted.join(LOUD, "Bo")
    other = Phone(hosted.server, hosted.code).join()
    assert telling(hosted, other) >= {"?guests=all", "/guests/1", "control", "wall", "phone"}
    hidden(hosted, loud)
    assert telling(hosted, other) == set()
    hosted.step("asking")
    assert telling(hosted, other) == set()
    hosted.call(loud, Side.HIGHER)
    hosted.step("shown")
    assert telling(hosted, other) == set()
    hosted.step("rating")
    hosted.rate(rater, {1: 5})
    assert telling(hosted, other) == set()
    hosted.step("over")
    assert telling(hosted, other) == set()
    assert "name hidden" in hosted.host.get(f"{hosted.url}/report.csv").text
    hosted.server.database.write_now(lambda c: show(c, loud.player_id, LOUD, EVERYWHERE))
    assert telling(hosted, other) >= {"/report", "/report.csv", "wall", "control"}


def test_it_may_be_hidden_on_the_deck_of_the_room_alone_or_another_one_be_shown(hosted: Hosted) -> None:
    """As on boards; what is hidden on another deck is not hidden here."""
    [loud] = hosted.join(LOUD)
    other = Phone(hosted.server, hosted.code).join()
    hidden(hosted, loud, hosted.room.deck_id + 1)
    assert "wall" in telling(hosted, other)
    hidden(hosted, loud, hosted.room.deck_id, "Calm Heron")
    assert telling(hosted, other) == set()
    assert telling(hosted, other, "Calm Heron") >= {"?guests=all", "/guests/1", "control", "wall", "phone"}


def test_its_own_guest_reads_it_and_another_name_is_read_by_all(hosted: Hosted) -> None:
    """What is hidden is a name: whom the host has given another one is read by that."""
    loud = Phone(hosted.server, hosted.code).join()
    hosted.post("guests/1/rename", name=LOUD)
    [other] = hosted.join("Bo")
    hidden(hosted, hosted.guest(other._replace(number=1)))
    assert (LOUD in loud.page, LOUD in hosted.wall()) == (True, False)
    hosted.post("guests/1/rename", name="Mild Otter")
    assert "Mild Otter" in hosted.wall()
