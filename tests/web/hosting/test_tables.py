"""Tables on the import page: workbooks and their sheets, pasted text, notes, and rows that are left out."""

import pytest
from starlette.testclient import TestClient
from tests.authoring.workbooks import TEN, sheet_xml, xlsx, xlsx_parts, zipped
from tests.web.hosts import signed_in

from higherthanthou.web.server import Server

ROWS = "".join(f"Ann {n},{400 + n}\n" for n in range(12))
IMPORT = "/host/decks/import"


@pytest.fixture
def host(server: Server) -> TestClient:
    """A browser in which a host has signed in."""
    return signed_in(server)


def send(host: TestClient, data: bytes, name: str = "people.xlsx", **fields: str):
    """Import a file."""
    return host.post(IMPORT, data=fields, files={"file": (name, data)})


def test_a_workbook_is_a_deck(host: TestClient) -> None:
    """Whatever its name says; its own titles are those of the format."""
    assert send(host, xlsx(), "people.csv").headers["location"] == "/host/decks/people"


def test_another_sheet_can_be_chosen(host: TestClient) -> None:
    """The page says which one is shown, and a deck is made of the one that was chosen."""
    more = [["who", "score"], *[[f"Bob {n}", 500 + n] for n in range(11)]]
    page = send(host, xlsx([["Welcome"]], "Cover", People=TEN, Friends=more)).headers["location"]
    assert "Sheet 2 of 3: People." in host.get(page).text
    answer = host.post(page, data={"sheet": "Friends", "of_sheet": "People"})
    assert "Sheet 3 of 3: Friends." in answer.text
    made = host.post(
        page, data={"sheet": "Friends", "of_sheet": "Friends", "role_0": "name", "role_1": "score"}
    )
    assert "Bob 3" in host.get(made.headers["location"]).text


def test_a_sheet_that_is_not_there_is_refused(host: TestClient) -> None:
    """With those that are; the file waits on."""
    page = send(host, xlsx([["Welcome"]], "Cover", People=TEN)).headers["location"]
    answer = host.post(page, data={"sheet": "Nope", "of_sheet": "People"})
    assert answer.status_code == 422
    assert "The workbook has no sheet" in answer.text
    assert host.get(page).status_code == 200


@pytest.mark.parametrize("delimiter", [",", "\t", ";", " | "])
def test_a_table_can_be_pasted(host: TestClient, delimiter: str) -> None:
    """With the ends of lines that a browser sends; nothing pasted and no file is told."""
    text = f"name,score\n{ROWS}".replace(",", delimiter).replace("\n", "\r\n")
    answer = host.post(IMPORT, data={"pasted": text}, files={"file": ("", b"")})
    assert answer.headers["location"] == "/host/decks/pasted-table"
    empty = host.post(IMPORT, data={"pasted": " \r\n"}, files={"file": ("", b"")})
    assert (empty.status_code, "Choose a file, or paste a table." in empty.text) == (422, True)


def test_what_was_pasted_stays_in_the_form_when_it_is_refused(host: TestClient) -> None:
    """As text, whatever is in it."""
    answer = host.post(IMPORT, data={"pasted": "<b>name</b>,score\r\n"}, files={"file": ("", b"")})
    assert answer.status_code == 422
    assert "&lt;b&gt;name&lt;/b&gt;,score" in answer.text


def test_a_pasted_text_has_a_limit(host: TestClient) -> None:
    """It is told what to do instead."""
    answer = host.post(IMPORT, data={"pasted": "x" * (1024**2 + 1)}, files={"file": ("", b"")})
    assert (answer.status_code, "save it as a file and send that" in answer.text) == (413, True)


def test_windows_1252_is_said_with_the_first_rows(host: TestClient) -> None:
    """Even where every title is one of the format, because letters may be wrong."""
    page = send(host, f"name,score\nJosé,500\n{ROWS}".encode("cp1252"), "people.csv").headers["location"]
    assert page.startswith("/host/imports/")
    shown = host.get(page).text
    assert "was read as Windows-1252" in shown
    assert "José" in shown


def test_bad_rows_are_left_out_by_one_button(host: TestClient) -> None:
    """They are listed with sheet and row first; the others are a deck."""
    rows = [["name", "score"], ["Bo", None], ["Cy", "?"], *TEN[1:], ["Total", 4000]]
    answer = send(host, xlsx(rows, "People"))
    assert answer.status_code == 422
    for said in (
        "3 rows of the sheet",
        "<bdi>People</bdi>",
        ">Row<",
        "or a formula without a result",
        "This looks like a total",
    ):
        assert said in answer.text
    assert "Leave them out, import the other 10" in answer.text
    page = answer.text.partition('method="post" action="')[2].partition("/host/imports/")[2].partition('"')[0]
    made = host.post(f"/host/imports/{page}", data={"skip_bad": "yes"})
    assert made.headers["location"] == "/host/decks/people"
    assert "10 files" in host.get("/host/decks/people").text


def test_too_few_rows_cannot_be_left_alone(host: TestClient) -> None:
    """Then there is no such button, and the form is refused with what is left."""
    answer = send(host, f"name,score\nBo,?\n{ROWS[:90]}".encode(), "people.csv")
    assert "Leave it out" not in answer.text
    assert "alone are too few for a deck" in answer.text


def test_a_workbook_that_would_fill_the_memory_is_refused(host: TestClient) -> None:
    """A cell in its last row and column makes the reader want half a terabyte; the server never notices."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    answer = send(host, zipped(xlsx_parts({"S": sheet_xml(TEN).replace("</sheetData>", far)})))
    assert answer.status_code == 422
    assert "takes too much time or memory" in answer.text
