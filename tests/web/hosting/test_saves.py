"""A save changes what its form shows and what was typed into it, and nothing else, in every kind of deck."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient
from tests.web.hosting.test_pages import KINDS, persons
from tests.web.hosts import browser, fields_of, own_deck, profile_url, signed_in

from higherthanthou.authoring.deckfile import read_json
from higherthanthou.game.deal import SESAME, Scale
from higherthanthou.game.names.labels import MOST_LABELS
from higherthanthou.game.profile import Entry, Profile, Shown
from higherthanthou.store.hosts import drafts, files
from higherthanthou.store.players import players
from higherthanthou.store.runs import ratings
from higherthanthou.store.tables import profiles
from higherthanthou.web.server import Server
from world import NOW

HTMX = {"HX-Request": "true"}
ODD = {
    "name": "  Ann\tof\r\nthe Hill ",
    "score": 700,
    "occupation": "'=SUM(A1)",
    "place": "two\nlines",
    "picture_alt": "'@x",
    "facts": [{"label": "Folds", "value": "a\nb"}, {"label": "Wings", "value": "two  spaces"}],
    "withheld": [{"label": "Glue", "value": "'+1"}, {"label": "Tape", "value": "none"}],
    "record": [{"label": "Court", "value": "<b>"}],
}


def imported(host: TestClient, *odd: dict[str, Any], **head: Any) -> str:
    """The URL of a deck of a JSON file, filled up with plain people."""
    plain = [{"name": f"Person {n}", "score": 640 + n} for n in range(max(0, 12 - len(odd)))]
    if head.get("model"):
        plain = [person | {"score": 650} for person in plain]
    deck = {"format": "higherthanthou/deck-1", "title": "Odd", **head, "profiles": [*odd, *plain]}
    return own_deck(host, "", json.dumps(deck).encode())


def kept(server: Server, file: str) -> Profile:
    """The profile of a file as it is stored."""
    slug, person = file.split("/")[3], file.rpartition("/")[2]
    return server.database.read_now(lambda c: files.file(c, drafts.any_deck(c, slug), person)).profile


def sent(fields: dict[str, str]) -> dict[str, str]:
    """Fields as a browser sends them: an input loses the ends of its lines."""
    return {name: value.replace("\r", "").replace("\n", "") for name, value in fields.items()}


@pytest.fixture
def host(server: Server) -> TestClient:
    """A browser in which a host has signed in."""
    return signed_in(server)


@pytest.mark.sqlite
@pytest.mark.parametrize("kind", KINDS)
def test_a_rename_leaves_all_the_rest(server: Server, host: TestClient, kind: str) -> None:
    """By the page as a browser sends it, by the line of the table, and with the name alone."""
    deck = KINDS[kind](server, host)
    for person in (persons(host, deck)[0], persons(host, deck)[-1]):
        file = f"{deck}/profiles/{person}"
        before = kept(server, file)
        forms = [sent(fields_of(host, file)) | {"name": "Renamed"}, {"name": "Again"}, {"name": "Thrice"}]
        for revision, form in enumerate(forms):
            headers = HTMX if revision == 2 else {}
            answer = host.post(file, data=form | {"revision": str(revision)}, headers=headers)
            assert answer.status_code in (200, 303), answer.text
            assert kept(server, file) == replace(before, name=form["name"])


def test_texts_that_a_browser_cannot_send_as_they_are_stay(server: Server, host: TestClient) -> None:
    """Ends of lines, spaces, tabs, and the apostrophe that in a CSV is a guard."""
    deck = imported(host, ODD)
    file = f"{deck}/profiles/{persons(host, deck)[0]}"
    before = kept(server, file)
    assert (before.occupation, before.place) == ("'=SUM(A1)", "two\nlines")
    answer = host.post(file, data=sent(fields_of(host, file)) | {"age": "34"})
    assert answer.status_code == 303, answer.text
    assert kept(server, file) == replace(before, age=34)
    assert host.post(file, data={"revision": "1", "place": "'=1"}).status_code == 303
    assert kept(server, file) == replace(before, age=34, place="'=1")


def test_facts_that_are_not_named_stay(server: Server, host: TestClient) -> None:
    """So do the widths of bars; one fact can be changed, taken off and added by itself."""
    file = f"{imported(host, ODD)}/profiles"
    file = f"{file}/{persons(host, file.rpartition('/')[0])[0]}"
    before = kept(server, file)
    folds, wings, glue, tape, court = before.record
    bars = dict(zip(("Glue", "Tape"), before.bars, strict=True))

    def after(revision: int, **form: str) -> tuple[Entry, ...]:
        answer = host.post(file, data={"revision": str(revision), **form})
        assert answer.status_code == 303, answer.text
        return kept(server, file).record

    worded = wings._replace(text="three")
    assert after(0, text_1="three") == (folds, worded, glue, tape, court)
    assert after(1, text_0="") == (worded, glue, tape, court)
    shown = glue._replace(shown=Shown.FILE)
    assert after(2, shown_1="file") == (worded, shown, tape, court)
    assert kept(server, file).bars == (bars["Tape"],)
    more = Entry("Ink", "blue", Shown.FILE)
    assert after(3, label_9="Ink", text_9="blue") == (worded, shown, tape, court, more)


def test_an_imported_record_under_a_model_keeps_its_facts_and_points(
    server: Server, host: TestClient
) -> None:
    """Two facts stay two, 710 stays 710; a fact of the model can be chosen, and one be taken off."""
    file = f"{KINDS['json'](server, host)}/profiles"
    file = f"{file}/{persons(host, file.rpartition('/')[0])[-1]}"
    before = kept(server, file)
    assert (before.score, len(before.record)) == (710, 2)
    fields = fields_of(host, file)
    assert (fields["text_bills"], fields["text_court"], fields["label_0"]) == ("Paid by hand", "", "Shoes")
    assert host.post(file, data=fields | {"text_0": "Black", "place": "Ghent"}).status_code == 303
    bills, shoes = before.record
    assert kept(server, file).record == (bills, shoes._replace(text="Black"))
    assert kept(server, file).score == 710
    text = "Pays the day the bill arrives"
    assert host.post(file, data={"revision": "1", "text_bills": text}).status_code == 303
    chosen = kept(server, file)
    assert chosen.record[0].text == text
    assert chosen.score == 650 + chosen.record[0].points + 40
    assert host.post(file, data={"revision": "2", "text_bills": "", "text_0": ""}).status_code == 303
    assert (kept(server, file).record, kept(server, file).score) == ((), 650)


def test_facts_that_lead_off_the_scale_are_refused(server: Server, host: TestClient) -> None:
    """In a sentence, with what was typed; nothing is stored, and the export can be imported."""
    fact = {"label": "Shoes", "value": "Brown", "dimension": "identity", "points": 300}
    other = {"label": "Hats", "value": "None", "dimension": "identity", "points": -300}
    deck = imported(host, {"name": "Far", "score": 650, "facts": [fact, other]}, model="sesame")
    file = f"{deck}/profiles/{persons(host, deck)[0]}"
    before = kept(server, file)
    form = {"revision": "0", "text_1": "", "text_bills": "Pays the day the bill arrives", "place": "Typed"}
    answer = host.post(file, data=form)
    assert answer.status_code == 422
    assert "a score of this deck is from 350 to 950." in answer.text
    assert 'value="Typed"' in answer.text
    assert kept(server, file) == before


@pytest.mark.parametrize("missing", ["name", "score"])
def test_a_new_file_has_a_name_and_a_score(host: TestClient, missing: str) -> None:
    """A form that leaves one out adds nothing: import would refuse the export."""
    deck = own_deck(host)
    form = {"name": "New", "score": "500"}
    assert (
        host.post(f"{deck}/profiles", data={k: v for k, v in form.items() if k != missing}).status_code == 422
    )
    assert "20 files" in host.get(deck).text
    assert host.post(f"{deck}/profiles", data=form).status_code == 303


@pytest.mark.sqlite
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_added_to_any_deck_is_what_its_form_showed(
    server: Server, host: TestClient, kind: str
) -> None:
    """And the deck with it is exported and imported."""
    deck = KINDS[kind](server, host)
    shown = fields_of(host, f"{deck}/profiles")
    score = {"score": "512"} if "score" in shown else {}
    answer = host.post(f"{deck}/profiles", data=shown | {"name": "New"} | score)
    assert answer.status_code == 303, answer.text
    file = str(answer.headers["location"]).partition("?")[0]
    others = ("revision", "form", "score")
    before, after = (
        {name: value for name, value in fields.items() if name not in others}
        for fields in (shown | {"name": "New"}, fields_of(host, file))
    )
    assert after == before
    assert kept(server, file).score == 512 or not score
    read_json(host.get(f"{deck}/export.json").content)


def refused(answer: Any, sentence: str) -> bool:
    """Whether a form came back with a sentence and what was typed into it."""
    return answer.status_code == 422 and sentence in answer.text and 'value="typed"' in answer.text


@pytest.mark.parametrize("form", [{}, {"revision": "0"}])
@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("wings", "differ in capitals only; spell them alike"),
        ("GLUE", "differ in capitals only; spell them alike"),
        ("a\nb", "is not one line of at most 200 characters"),
        ("a\u2028b", "is not one line of at most 200 characters"),
        ("a\tb", "is not one line of at most 200 characters"),
        ("x" * 201, "is not one line of at most 200 characters"),
    ],
)
def test_a_label_that_import_refuses_is_refused(
    host: TestClient, form: dict[str, str], label: str, sentence: str
) -> None:
    """By the form of a new file as by that of one that is there, with the sentence of a deck file."""
    deck = own_deck(host)
    before = host.get(f"{deck}/export.csv").text
    at = profile_url(host, deck, "Person 3") if form else f"{deck}/profiles"
    fact = {"label_0": label, "text_0": "typed", "text_1": "", "name": "New", "score": "500"}
    assert refused(host.post(at, data=form | fact), sentence)
    assert host.get(f"{deck}/export.csv").text == before


def test_a_deck_has_no_more_labels_than_import_takes(server: Server, host: TestClient) -> None:
    """The 25th is refused, one that no file has any more makes room, and an undo that needs it is refused."""
    deck = own_deck(host)
    for n in range(MOST_LABELS - 2):
        form = {"name": f"New {n}", "score": "500", "label_0": f"L{n}", "text_0": "x"}
        assert host.post(f"{deck}/profiles", data=form).status_code == 303
    more = {"name": "More", "score": "500", "label_0": "More", "text_0": "typed"}
    assert refused(host.post(f"{deck}/profiles", data=more), "A deck has at most 24 different facts")
    gone = profile_url(host, deck, "New 7")
    host.post(f"{gone}/remove")
    assert host.post(f"{deck}/profiles", data=more).status_code == 303
    assert host.post(f"{gone}/restore", headers=HTMX).status_code == 422
    for kind in ("csv", "json"):
        own_deck(host, "Again", host.get(f"{deck}/export.{kind}").content)


def test_a_label_is_spelt_anew_once_no_file_has_the_old_one(host: TestClient) -> None:
    """Nothing of it is left behind in the columns of the CSV."""
    deck = imported(host, ODD)
    file = f"{deck}/profiles/{persons(host, deck)[0]}"
    assert host.post(file, data={"revision": "0", "label_0": "FOLDS"}).status_code == 303
    header = host.get(f"{deck}/export.csv").text.partition("\r\n")[0]
    assert "fact: FOLDS" in header
    assert "fact: Folds" not in header


@pytest.mark.parametrize("title", ["a\x01b", "\ufeffa"])
def test_a_title_that_import_refuses_is_refused(host: TestClient, title: str) -> None:
    """When a deck is generated as when its file is read."""
    form = {"title": title, "theme": "citizens", "size": "12"}
    assert host.post("/host/decks/generate", data=form).status_code == 422


def test_settings_that_are_left_stay_as_they_are(server: Server, host: TestClient) -> None:
    """With the two spaces that a deck file may have between words."""
    deck = imported(host, noun="paper  plane", label="flight  score", unit="c  m")
    assert host.post(f"{deck}/settings", data={"title": "Other"}).status_code == 303
    own = server.database.read_now(lambda c: drafts.any_deck(c, "odd")).deck
    assert (own.title, own.noun, own.label, own.unit) == ("Other", "paper  plane", "flight  score", "c  m")


def rated(server: Server, host: TestClient) -> tuple[str, str]:
    """A published deck that is scored by stars, and the URL of a file of it."""
    deck = imported(host, theme="rated")
    server.database.write_now(lambda c: drafts.publish(c, drafts.any_deck(c, "odd")))
    return deck, profile_url(host, deck, "Person 3")


def row(server: Server, file: str, version: int) -> Any:
    """The row of a file in a version."""
    mine = profiles.c.person == file.rpartition("/")[2]
    there = (profiles.c.since <= version) & (profiles.c.until > version)
    return server.database.read_now(lambda c: c.execute(select(profiles).where(mine, there)).one())


def star(server: Server, profile_id: int, count: int, first: int = 0, scale: Scale = SESAME) -> None:
    """So many new players give the file five stars."""
    for n in range(first, first + count):

        def give(connection: Any, n: int = n) -> None:
            player = players.add_player(connection, f"player {first} {n}", NOW, server.rng)
            ratings.add(connection, player, profile_id, 5, NOW, scale)

        server.database.write_now(give)


def test_an_older_page_takes_nobodys_stars_back(server: Server, host: TestClient) -> None:
    """What forty players gave after it was opened stays, whatever the form says of the score."""
    _, file = rated(server, host)
    old = fields_of(host, file) | {"score": "643", "place": "Ghent"}
    line = {"revision": "1", "name": "Other", "score": "643"}
    star(server, row(server, file, 1).id, 40)
    moved = row(server, file, 1).score
    assert moved > 643
    assert host.post(file, data=old).status_code == 303
    assert (row(server, file, 2).score, row(server, file, 2).place) == (moved, "Ghent")
    assert host.post(file, data=line, headers=HTMX).status_code == 200
    assert (row(server, file, 2).score, row(server, file, 2).name) == (moved, "Other")
    assert "score" not in fields_of(host, file)


def test_stars_given_between_an_edit_and_its_publication_stay(server: Server, host: TestClient) -> None:
    """The next version begins with the score that the one before had at its end."""
    deck, file = rated(server, host)
    assert host.post(file, data={"revision": "0", "place": "Ghent"}).status_code == 303
    star(server, row(server, file, 1).id, 40)
    server.database.write_now(lambda c: drafts.publish(c, drafts.any_deck(c, deck.rpartition("/")[2])))
    assert row(server, file, 2).score == row(server, file, 1).score > 643
    untouched = profile_url(host, deck, "Person 5")
    assert row(server, untouched, 2).score == 645


def test_a_rated_draft_still_has_its_scores_from_its_host(server: Server, host: TestClient) -> None:
    """Until it is published, nobody has given it stars."""
    deck = imported(host, theme="rated")
    file = profile_url(host, deck, "Person 3")
    assert host.post(file, data=fields_of(host, file) | {"score": "700"}).status_code == 303
    assert kept(server, file).score == 700


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_file_new_in_the_draft_of_a_rated_deck_has_its_score_from_its_host(
    server: Server, host: TestClient, headers: dict[str, str]
) -> None:
    """No player can have rated it before a version has it; then its score is theirs, however often it is edited."""
    deck, _ = rated(server, host)
    new = {"name": "Newcomer", "score": "700"}
    file = host.post(f"{deck}/profiles", data=new).headers["location"].partition("?")[0]
    assert 'name="score"' in host.get(file, headers=headers).text
    for revision in range(2):
        form = {"revision": str(revision), "score": str(710 + revision)}
        assert host.post(file, data=form, headers=headers).status_code == (200 if headers else 303)
        assert kept(server, file).score == 710 + revision
    server.database.write_now(lambda c: drafts.publish(c, drafts.any_deck(c, "odd")))
    for revision in range(2, 4):
        assert 'name="score"' not in host.get(file, headers=headers).text
        host.post(file, data={"revision": str(revision), "score": "800", "place": f"Place {revision}"})
        assert (kept(server, file).score, kept(server, file).place) == (711, f"Place {revision}")


@pytest.mark.parametrize("at_once", [True, False])
def test_a_new_fact_without_a_text_is_told(server: Server, host: TestClient, at_once: bool) -> None:
    """Its label was dropped without a word; a fact that was there and is emptied goes all the same."""
    deck = own_deck(host)
    file = profile_url(host, deck, "Person 3")
    url = f"{deck}/profiles" if at_once else file
    row = 1 if at_once else 2
    form = fields_of(host, file) | {"revision": "0", f"label_{row}": "Rudder", f"text_{row}": " "}
    page = host.post(url, data=form | {"name": "Other"})
    assert page.status_code == 422
    assert "A fact needs a text." in page.text
    assert 'value="Rudder"' in page.text
    emptied = {"revision": "0", "label_0": "Wings", "text_0": ""}
    assert host.post(file, data=emptied).status_code == 303
    assert [entry.label for entry in kept(server, file).record] == ["Glue"]


def test_stars_count_on_the_scale_of_their_deck(server: Server, host: TestClient) -> None:
    """On one of 0 to 40 a player is had for one to five of them, and forty that are given stay on it."""
    people = [{"name": f"FiledProfile {n}", "score": n} for n in range(0, 41, 2)]
    deck = imported(host, *people, theme="rated", min=0, max=40)
    server.database.write_now(lambda c: drafts.publish(c, drafts.any_deck(c, "odd")))
    player = browser(server)
    run = player.post("/runs", data={"deck": "odd", "mode": "streak"}).headers["location"]
    said = re.search(r"(-?[\d.]+) of 5 stars", player.get(str(run)).text)
    assert said
    assert 1 <= float(said[1]) <= 5
    for name, score in (("FiledProfile 38", 38), ("FiledProfile 0", 0)):
        played = row(server, profile_url(host, deck, name), 1)
        star(server, played.id, 40, score, Scale(0, 40))
        assert score <= row(server, profile_url(host, deck, name), 1).score <= 40


@pytest.mark.sqlite
def test_a_fact_may_be_long_and_is_whole_after_the_guess(server: Server, host: TestClient) -> None:
    """The file of a player shows its beginning and says so; the receipt has all of it."""
    deck = imported(host, ODD)
    file = f"{deck}/profiles/{persons(host, deck)[0]}"
    story = "once upon a time " * 100
    saved = host.post(file, data={"revision": "0", "text_0": story.strip()})
    assert saved.status_code == 303, saved.text
    assert kept(server, file).record[0].text == story.strip()
    page = host.get(file).text
    seen = page[page.index("As a player sees it") :]
    assert "Shortened; the rest comes after your call." in seen
    assert story.strip() not in seen
    assert host.post(file, data={"revision": "1", "text_0": "x" * 2001}).status_code == 422
