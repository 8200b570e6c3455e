"""Small deck files to change one thing of, and one way to read either kind."""

import json
from dataclasses import replace
from typing import Any

from higherthanthou.authoring.deckfile import (
    FORMAT,
    DeckAbout,
    ParsedDeck,
    guess_roles,
    read_csv,
    read_json,
    read_sheet,
    write_csv,
    write_json,
)
from higherthanthou.game.profile import Entry

ROW = "Ann,700"


def csv_file(*rows: str, header: str = "name,score", filler: str = ROW, size: int = 10) -> bytes:
    """A CSV of these rows and as many plain ones below them as a deck needs."""
    return "\n".join([header, *rows, *[filler] * (size - len(rows))]).encode()


def json_file(*profiles: Any, size: int = 10, **head: Any) -> bytes:
    """A JSON deck of these profiles and as many plain ones after them as a deck needs."""
    plain = [{"name": "Ann", "score": 700}] * (size - len(profiles))
    return json.dumps({"format": FORMAT, **head, "profiles": [*profiles, *plain]}).encode()


def raw_json(profile: str, head: str = "") -> bytes:
    """The same with a profile, and further keys of the deck, as they are to be written."""
    plain = ',{"name": "Ann", "score": 700}' * 9
    return f'{{"format": "{FORMAT}", {head} "profiles": [{profile}{plain}]}}'.encode()


def read(name: str, data: bytes, head: DeckAbout | None = None) -> ParsedDeck:
    """The deck of a file of that name, the columns of a CSV used as they are guessed."""
    if name.endswith(".json"):
        return read_json(data)
    sheet = read_sheet(data)
    return read_csv(sheet, guess_roles(sheet.header), head or DeckAbout())


def as_csv(deck: ParsedDeck) -> bytes:
    """The deck as a CSV file."""
    return "".join(write_csv(deck.columns, deck.profiles, deck.head.measure)).encode()


def as_json(deck: ParsedDeck) -> bytes:
    """The deck as a JSON file."""
    return "".join(write_json(deck.head, deck.profiles)).encode()


def without_points(deck: ParsedDeck) -> ParsedDeck:
    """The deck as a CSV tells it: a score, but no model that made it."""
    bare = [
        p._replace(record=tuple(Entry(e.label, e.text, e.shown) for e in p.record)) for p in deck.profiles
    ]
    return replace(deck, head=replace(deck.head, model=None), profiles=bare)
