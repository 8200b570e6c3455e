"""The screen of an import: two questions, how the number is read, the file beside them, and what is left out."""

import json
import re
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.web.hosts import signed_in

from higherthanthou.store.tables import decks
from higherthanthou.web.server import Server

HUTS = "\n".join(
    [
        "hut_name;Soup (EUR);altitude_m;warden;id",
        *(f"Hut {n};{4 + n % 7},{n:02};{1500 + n * 97 % 900};Ilse {n % 5};{n}" for n in range(20)),
    ]
)
CLOSED = HUTS.replace("4,07", "closed").replace("4,14", "")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def host(server: Server) -> TestClient:
    """A browser in which a host has signed in."""
    return signed_in(server)


def screen_of(host: TestClient, data: str, name: str = "huts.csv") -> str:
    """Where the columns of a file are asked about."""
    return str(host.post("/host/decks/import", files={"file": (name, data.encode())}).headers["location"])


def fields_of(page: str) -> dict[str, str]:
    """What the form of a page would send: its fields and chosen options, and ticked boxes."""
    form = page[page.index('<form class="import"') :]
    found = {
        unescape(n): unescape(v)
        for n, v in re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form)
    }
    for name, inside in re.findall(r'<select[^>]*?name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found[name] = unescape(chosen[1]) if chosen else ""
    if 'name="skip_bad"' in form and not re.search(r'name="skip_bad"[^>]*checked', form):
        found.pop("skip_bad")
    return found


def deck_of(server: Server, slug: str):
    """The row of a deck."""
    return server.database.read_now(lambda c: c.execute(decks.select().where(decks.c.slug == slug)).one())


def test_pressing_import_only_is_right(server: Server, host: TestClient) -> None:
    """Name, price, label, unit, decimals and range are guessed; the key is left out."""
    screen = screen_of(host, HUTS)
    page = host.get(screen).text
    assert "2 decimals after a comma" in page
    assert 'data-testid="file"' in page
    assert host.post(screen, data=fields_of(page)).headers["location"] == "/host/decks/huts"
    made = deck_of(server, "huts")
    assert (made.kind, made.decimals, made.label, made.unit, made.low, made.high) == (
        "number",
        2,
        "Soup",
        "EUR",
        0,
        1013,
    )
    exported = host.get("/host/decks/huts/export.csv").text.splitlines()
    assert exported[0].endswith(",fact: Altitude (m),fact: warden")
    assert exported[1].startswith("Hut 0,4.00,")


def test_another_column_brings_its_own_label_unit_and_range(server: Server, host: TestClient) -> None:
    """With JavaScript as a fragment that says what it shows; what was chosen before is forgotten with the column."""
    screen = screen_of(host, HUTS)
    typed = fields_of(host.get(screen).text) | {
        "label": "Soup of the day",
        "score_column": "2",
        "show": "yes",
    }
    answer = host.post(screen, data=typed, headers=HTMX)
    assert answer.text.startswith('<form class="import"')
    assert "Altitude: whole numbers, 1,500 m to 2,3" in answer.text
    now = fields_of(answer.text)
    assert (now["label"], now["unit"], now["decimals"], now["role_1"]) == ("Altitude", "m", "0", "fact")
    assert int(now["low"]) >= 1500
    host.post(screen, data=now)
    made = deck_of(server, "huts")
    assert (made.label, made.unit, made.decimals) == ("Altitude", "m", 0)


def test_choices_stay_and_the_rest_follows(host: TestClient) -> None:
    """Without JavaScript as a page. Another decimal mark changes the range; the unit that was typed stays."""
    ambiguous = "\n".join(["Place;People", *(f"P{n};{n + 1}.{n * 37 % 900 + 100}" for n in range(15))])
    screen = screen_of(host, ambiguous)
    page = host.get(screen).text
    assert "is the decimal mark: we took it so" in page
    typed = fields_of(page) | {"unit": "souls", "mark": ",", "show": "yes"}
    page = host.post(screen, data=typed).text
    assert "<!doctype html>" in page
    assert "point between thousands, 1,100 souls to 15,618 souls" in page
    now = fields_of(page)
    assert set(now["chosen"].split()) == {"unit", "mark"}
    assert json.loads(now["shown"])["high"] == "15618"
    assert "15,618 souls" in host.post(screen, data=now | {"name_column": "0", "show": "yes"}).text


def test_a_total_is_told_in_one_sentence_and_the_range_as_players_read_it(host: TestClient) -> None:
    """The reason ends in one full stop; thousands are apart in the range, as everywhere."""
    rows = [f"P{n};{1_000_000 + n * 37_001}" for n in range(15)]
    page = unescape(host.get(screen_of(host, "\n".join(["Place;People", *rows, "Total;18885105"]))).text)
    assert "line 17: This looks like a total of the rows above, not like one of them</bdi>." in page
    assert "People from 1,000,000 to 1,518,014;" in page


def test_rows_without_a_score_are_told_and_left_out_as_ticked(server: Server, host: TestClient) -> None:
    """The button says how many come in; unticked, the rows are listed and nothing is made."""
    screen = screen_of(host, CLOSED)
    page = unescape(host.get(screen).text)
    assert (
        '2 of 20 rows cannot be filed:</b> <bdi>line 9: Soup (EUR) says "closed"; line 16: Soup (EUR) is empty'
        in page
    )
    assert "Import 18 rows" in page
    typed = fields_of(host.get(screen).text)
    assert typed["skip_bad"] == "yes"
    refused = host.post(screen, data={key: value for key, value in typed.items() if key != "skip_bad"})
    assert (refused.status_code, 'data-testid="bad-rows"' in refused.text) == (422, True)
    host.post(screen, data=typed)
    assert deck_of(server, "huts").size == 18


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("kind", "mood", "The choice of kind is none that there is."),
        ("decimals", "9", "The choice of decimals is none that there is."),
        ("comparison", "prettier", "The choice of comparison is none that there is."),
        ("low", "cheap", "The ends of a range are written as the scores are"),
        ("role_3", "owner", "A column cannot be used as"),
    ],
)
def test_a_choice_that_is_none_is_refused_with_the_screen(
    host: TestClient, field: str, value: str, sentence: str
) -> None:
    """Nothing is made, and the file waits on."""
    screen = screen_of(host, HUTS)
    answer = host.post(screen, data=fields_of(host.get(screen).text) | {field: value})
    assert (answer.status_code, sentence in unescape(answer.text)) == (422, True)
    assert host.get(screen).status_code == 200


def test_titles_and_cells_are_printed_as_text(host: TestClient) -> None:
    """Whatever stands in the file."""
    data = (
        HUTS.replace("hut_name", "<b>hut</b>")
        .replace("Ilse 1", "<script>1</script>")
        .replace("Hut 0", "<i>0")
    )
    page = host.get(screen_of(host, data, "<u>.csv")).text
    assert not re.search("<b>hut|<script>1|<i>0|<u>", page)
    assert "&lt;b&gt;hut" in page


@pytest.mark.parametrize("cells", ["x", "2024-01-{n:02}", "1:0{n}", "{n}", "{n} km", "–"])
def test_any_column_can_be_shown(host: TestClient, cells: str) -> None:
    """Days, clock times, one value for all, nothing at all: the page is there, with or without a number."""
    data = "\n".join(
        ["Who,What", *(f"Ann {n},{cells.format(n=n)}" for n in range(1, 10)), f"Bob,{cells.format(n=1)}"]
    )
    screen = screen_of(host, data)
    page = host.get(screen)
    assert page.status_code == 200
    assert host.post(screen, data=fields_of(page.text)).status_code in (303, 422)


@pytest.mark.parametrize(("field", "said"), [("score_column", "9" * 5_000), ("shown", "[" * 20_000)])
def test_fields_that_no_browser_sends_change_nothing(host: TestClient, field: str, said: str) -> None:
    """A column of five thousand digits is none, and what is nested without end says nothing."""
    screen = screen_of(host, HUTS)
    fields = fields_of(host.get(screen).text)
    answer = host.post(screen, data=fields | {field: said})
    assert answer.headers["location"] == "/host/decks/huts"
