"""A profile and its row are described once: each column is written, read and shown by the same list."""

from dataclasses import fields, replace
from types import SimpleNamespace

from higherthanthou.authoring.deckfile.profile_fields import FIELDS, FiledProfile, filed_profile
from higherthanthou.game.profile import Profile, PublicProfile
from higherthanthou.store.decks.profile_row import COLUMNS, columns_of, read_profile, read_public, values_of
from higherthanthou.store.tables import profiles
from world import make_people

[SOMEBODY] = make_people(2)[:1]
URL = "/portraits/x"


def test_every_column_that_a_profile_fills_is_one_of_the_table() -> None:
    """And each field of a deck file, and of what a player sees, is a field of the profile or made of some."""
    known = {field.name for field in fields(Profile)}
    assert set(COLUMNS) <= set(profiles.c.keys())
    assert set(FIELDS) | {"record"} <= known
    assert set(PublicProfile._fields) - {"portrait", "facts", "withheld"} <= known
    assert set(PublicProfile._fields) <= set(profiles.c.keys())
    assert known - {"bars"} <= set(COLUMNS)


def test_a_row_is_read_as_it_was_written() -> None:
    """With every field, those that are usually empty included; by the values in their order, too."""
    profile = replace(SOMEBODY, age=None, picture_alt="A face", occupation="=x", place="\N{SNOWMAN}")
    row = SimpleNamespace(**columns_of(profile))
    assert read_profile(row) == profile
    assert dict(zip(COLUMNS, values_of(profile), strict=True)) == columns_of(profile)


def test_what_a_player_sees_is_the_same_from_the_row_and_from_the_profile() -> None:
    """A host's preview and the desk show one file; neither has a score."""
    row = columns_of(SOMEBODY) | {"portrait": "x"}
    seen = read_public(tuple(row[name] for name in PublicProfile._fields), URL)
    assert seen == SOMEBODY.public(URL)
    assert not hasattr(seen, "score")


def test_a_deck_file_keeps_what_its_fields_say() -> None:
    """So what is exported and imported again is the same but for what is drawn anew."""
    filed = filed_profile(SOMEBODY)
    assert filed == FiledProfile(**{name: getattr(SOMEBODY, name) for name in FiledProfile._fields})
    assert replace(SOMEBODY, **filed._asdict()) == SOMEBODY
