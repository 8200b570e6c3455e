"""The handout: a file that is in no deck, with a receipt that adds up."""

import re

import pytest
from starlette.testclient import TestClient

from higherthanthou.web.front.lesson import QUESTIONS, handout

pytestmark = pytest.mark.sqlite


def test_the_receipt_adds_up_and_a_bar_is_uncovered() -> None:
    """What the sheet prints is what the model says; the sample is not a tie with the mark."""
    sheet = handout()
    assert sheet.base + sum(bar.points for bar, _ in sheet.bars) == sheet.total
    assert sum(weight for _, weight in sheet.bars) == 100
    assert (len(sheet.facts), len(sheet.withheld)) == (5, 1)
    assert sheet.total != sheet.mark
    assert all(entry.text for entry in (*sheet.facts, *sheet.withheld))


def test_the_page_has_the_file_the_receipt_and_the_questions(client: TestClient) -> None:
    """Anybody may look, and looking makes no cookie; the drawing is ours."""
    page = client.get("/lesson")
    assert page.status_code == 200
    assert not client.cookies
    sheet = handout()
    assert f"The receipt: {sheet.total}." in page.text
    assert all(question.title in page.text for question in QUESTIONS)
    above, _, below = page.text.partition("lesson-fold")
    assert str(sheet.total) not in above
    assert sheet.withheld[0].text not in above
    assert sheet.withheld[0].text in below
    drawing = re.search(r'<img src="(/static/[^"]+portrait\.svg)"', above)
    assert drawing
    assert client.get(drawing[1]).status_code == 200
