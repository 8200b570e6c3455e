"""Each page loads the sheets that know its classes: a rule that is moved to another sheet leaves no page bare."""

import re
from pathlib import Path

import pytest

import higherthanthou
from higherthanthou.game.rooms.course import State
from higherthanthou.paths import TEMPLATES
from higherthanthou.web.html import static_files
from higherthanthou.web.html.static_files import joined

SHEETS = (
    "css/players.css",
    "css/further.css",
    "css/hosts.css",
    "css/room-wall.css",
    "css/wall.css",
    "css/afterwards.css",
)
SOURCE = Path(higherthanthou.__file__).parent
SOURCES = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in TEMPLATES.rglob("*.html")}
PAGES = sorted(
    name
    for name, text in SOURCES.items()
    if re.search(r'<html|{% extends "base', text) and name != "base.html"
)
CLASS, NUMBER = re.compile(r"\.([a-z][\w-]*)"), re.compile(r"\d*\.\d+")
"""A class in a sheet; what looks like one but is a number is taken out before."""

TAG = re.compile(r"{[{%].*?[%}]}")
PART = re.compile(r'{% (?:include|import|from|extends) "([^"]+)"(?: ~ ([\w.]+) ~ "([^"]+)")?')
"""A template that another one needs; the name of one is put together, from the state of the room."""


def known(sheet: str) -> set[str]:
    """The classes that a sheet has rules for."""
    return set(CLASS.findall(NUMBER.sub("", joined(sheet, static_files._SOURCES).decode())))


KNOWN = {sheet: known(sheet) for sheet in SHEETS}

NAMED = re.compile(r'"([\w/]+\.html)"')
DESK = {
    name
    for module in (SOURCE / "web" / "play").rglob("*.py")
    for name in NAMED.findall(module.read_text())
    if name not in PAGES
}
"""What modules put on the desk and the result besides what these include: the pieces of a mode, a report, stars."""


def closure(name: str) -> set[str]:
    """The names of a template and of all that it needs."""
    found, fresh = set(), {name, *(DESK if name == "play/desk.html" else ())}
    while fresh:
        found |= fresh
        fresh = {part for one in fresh for part in parts_of(SOURCES[one])} - found
    return found


def parts_of(text: str) -> set[str]:
    """The templates that a text names."""
    found = set()
    for begins, between, ends in PART.findall(text):
        assert between in ("", "room.state"), between
        found |= {f"{begins}{state}{ends}" for state in State} if between else {begins}
    return found


def sheets_of(name: str) -> set[str]:
    """The sheets that a page loads, as ``_styles.html`` decides it: those of hosts have the host's bar, or are in their folder."""
    parts = closure(name)
    found = {sheet for sheet in SHEETS if f"static('{sheet}')" in SOURCES[name]}
    if "_styles.html" in parts:
        for_hosts = name.startswith("hosting/") or "hosting/_bar.html" in parts
        own = re.findall(r'{% set second_sheet = "(.+)" %}', SOURCES[name])
        found |= {SHEETS[0], *(f"css/{sheet}.css" for sheet in own), *(SHEETS[1:3] if for_hosts else ())}
    return found


def test_the_desk_has_the_pieces_of_every_mode() -> None:
    """They are in no template: modules fill them in."""
    assert {"challenges/_trails.html", "play/modes/match.html", "play/_answer.html"} <= DESK
    assert SOURCES.keys() >= DESK


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_the_sheets_that_know_its_classes(name: str) -> None:
    """Every class that any sheet has a rule for, in the page or in what it is made of."""
    loaded = set().union(*(KNOWN[sheet] for sheet in sheets_of(name)))
    bare = {}
    for part in closure(name):
        classes = " ".join(re.findall(r'class="([^"]*)"', TAG.sub("", SOURCES[part])))
        if missing := set(classes.split()) & set().union(*KNOWN.values()) - loaded:
            bare[part] = missing
    assert bare == {}
