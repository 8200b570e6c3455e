"""A class votes for a law: on phones, with the count on wall and control page; the next files are judged by it."""

import csv
import io
import re

import pytest
from tests.web.hosts import signed_in
from tests.web.rooms.hosted import Hosted
from tests.web.rooms.phones import Phone, told

from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.web.server import Server

pytestmark = pytest.mark.sqlite

DIMENSIONS = load_model("sesame").dimensions


@pytest.fixture
def hosted(server: Server) -> Hosted:
    """A host's room with its first file shown."""
    found = Hosted(server, signed_in(server), rounds="7")
    found.step("asking")
    found.step("shown")
    return found


def test_the_law_that_passes_judges_the_next_files(server: Server, hosted: Hosted) -> None:
    """All screens say so, the receipt is that law's, and the report has both its weights and the files."""
    phones = [Phone(server, hosted.code).join() for _ in range(3)]
    hosted.step("voting")
    assert all(dimension.title in hosted.wall() for dimension in DIMENSIONS)
    assert phones[0].post("votes", law="own").status == 303
    friends = {"history": 0, "fulfilment": 0, "behaviour": 0, "identity": 0, "connections": 7}
    for phone in phones[1:]:
        assert "Your vote is kept." in phone.post("votes", True, law="own-law", **friends).text
    assert re.search(r'data-testid="vote-count"><b>3</b> <span>of 3 have voted', hosted.wall())
    assert 'data-testid="vote-count">3/3<' in hosted.control()
    assert "By your law" not in hosted.wall()
    hosted.step("asking")
    for page in (hosted.wall(), phones[0].page):
        assert re.search(r"By your law</b> (<span>)?file 1 of 5", page)
        assert re.search(r"Connections <b>100(&nbsp;| )%", page)
    right, wrong = hosted.sides(2)
    assert phones[0].call(2, right).status == 303
    assert phones[1].call(2, wrong).status == 303
    hosted.step("shown")
    [score] = hosted.scores(2)
    assert told(phones[0].page, "verdict-score") == told(hosted.wall(), "verdict-score") == score
    assert told(phones[0].page, "verdict-outcome").startswith("Right")
    assert told(phones[1].page, "verdict-outcome").startswith("Wrong")
    report = hosted.host.get(f"{hosted.url}/report").text
    assert "The middle of 3 votes: Credit history 0," in report
    lab = re.search(r'href="(/lab/citizens\?[^"]*connections=100)"', report)
    assert lab
    assert hosted.host.get(lab[1].replace("&amp;", "&")).status_code == 200
    rows = list(csv.DictReader(io.StringIO(hosted.host.get(f"{hosted.url}/report.csv").text)))
    assert {(row["round"], row["law"]) for row in rows} == {("1", ""), ("2", "0 0 0 0 100")}
    sums = list(csv.DictReader(io.StringIO(hosted.host.get(f"{hosted.url}/sums.csv").text)))
    assert ("law of rounds 2 to 6", "Connections", "100", "3") in [tuple(row.values()) for row in sums]
    assert "right by gap" not in {row["about"] for row in sums}
    assert "Right by gap" not in report


def test_a_vote_that_is_none_is_refused(server: Server, hosted: Hosted) -> None:
    """In one sentence, as a page and as a fragment; nothing is counted."""
    phone = Phone(server, hosted.code).join()
    assert phone.post("votes", law="own").status == 422
    hosted.step("voting")
    for form in (
        {}, {"law": "junk"}, {"law": "own-law", "history": "NaN"}, {"law": "own-law", "history": "-1"},
        {"law": "own-law", **{dimension.key: "0" for dimension in DIMENSIONS}},
    ):  # fmt: skip
        for fragment in (False, True):
            answer = phone.post("votes", fragment, **form)
            assert answer.status == 422, form
            assert "Traceback" not in answer.text
    assert 'data-testid="vote-count"><b>0</b>' in hosted.wall()
    assert Phone(server, hosted.code).post("votes", law="own").status == 404
    hosted.step("asking")
    assert "By your law" not in hosted.wall()


def test_nobody_sees_a_vote(server: Server, hosted: Hosted) -> None:
    """Neither the wall nor the host nor another guest; one's own is marked on one's own phone."""
    one, other = (Phone(server, hosted.code).join() for _ in range(2))
    hosted.step("voting")
    before = other.page, hosted.wall().count("aria-pressed")
    one.post("votes", law="alone")
    assert 'value="alone" aria-pressed="true"' in one.page
    assert (other.page, hosted.wall().count("aria-pressed")) == before


def test_the_last_file_and_a_deck_without_a_model_have_no_vote(wide_server: Server) -> None:
    """There is nothing to vote for, so the button is not there."""
    host = signed_in(wide_server)
    for terms in ({"rounds": "1"}, {"deck": "goals", "rounds": "3"}):
        room = Hosted(wide_server, host, **terms)
        room.step("asking")
        room.step("shown")
        assert 'value="voting"' not in room.control()
        assert room.post("steps", seq=room.room.seq, to="voting").status_code == 422


def test_the_report_has_sums(server: Server) -> None:
    """Right by gap, of all calls on files that were shown."""
    room = Hosted(server, signed_in(server), rounds="2")
    ann, bob = room.join("Ann", "Bob")
    room.step("asking")
    right, wrong = room.sides(1)
    room.call(ann, right)
    room.call(bob, wrong)
    room.step("shown")
    page = room.host.get(f"{room.url}/report").text
    assert "Right by gap" in page
    assert re.search(r">50 %</td><td[^>]*>2</td>", page)


@pytest.mark.parametrize(
    ("rounds", "judged"),
    [
        ("2", "the next file"),
        ("5", "the next four files"),
        ("6", "the next five files"),
        ("9", "the next five files"),
    ],
)
def test_a_vote_says_how_many_files_its_law_judges(server: Server, rounds: str, judged: str) -> None:
    """On phones, on the wall and to the host: no more than the room still has."""
    hosted = Hosted(server, signed_in(server), rounds=rounds)
    phone = Phone(server, hosted.code).join()
    for to in ("asking", "shown", "voting"):
        hosted.step(to)
    for page in (phone.page, hosted.wall(), hosted.control()):
        assert f"judges {judged}." in page
