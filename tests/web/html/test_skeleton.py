"""A page with holes is filled with what is a player's, and with nothing that somebody typed."""

from markupsafe import escape

from higherthanthou.web.html.skeleton import Skeleton, hole


def test_holes_are_filled_by_their_names() -> None:
    """In any order, and more than once."""
    page = Skeleton(f"<p>{escape(hole('name'))}: {hole('score')}</p>{hole('name')}")
    assert page.filled({"score": b"7", "name": b"<b>Ann</b>"}) == b"<p><b>Ann</b>: 7</p><b>Ann</b>"


def test_holes_may_stand_side_by_side() -> None:
    """With nothing between them."""
    page = Skeleton(f"{hole('one')}{hole('other')}")
    assert page.filled({"one": b"1", "other": b"2"}) == b"12"


def test_what_looks_like_a_hole_is_text() -> None:
    """Neither a page nor a piece is looked through for the names of holes."""
    page = Skeleton(f"\0name\0 name %b {{name}} {hole('name')}")
    assert page.filled({"name": b"\0name\0"}) == b"\0name\0 name %b {name} \0name\0"
