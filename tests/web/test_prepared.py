"""A prepared template says, byte for byte, what Jinja says."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from higherthanthou.game.verdict import Truth
from higherthanthou.web import prepared
from higherthanthou.web.prepared import Prepared
from higherthanthou.web.receipts import PrintedReceipt
from higherthanthou.web.render import templates
from higherthanthou.web.table import File, Laid, Last, Table

ANSWER = "runs/_answer.html"
ours = Prepared(ANSWER, Truth)

OF_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: st.integers(),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    Truth: st.sampled_from(Truth),
    str | None: st.none() | st.text(max_size=20),
    Markup: st.sampled_from([Markup(), Markup("<b>bold</b>"), Markup("1")]),
}


def tuples(kind: Any) -> st.SearchStrategy[Any]:
    """Named tuples of a kind, with anything in their fields that may be there."""
    return st.builds(kind, **{name: OF_TYPE[hint] for name, hint in kind.__annotations__.items()})


opened = st.tuples(tuples(Last), tuples(PrintedReceipt)) | st.just((None, None))


@given(tuples(Table), tuples(File), opened)
def test_filling_in_is_rendering(table: Table, file: File, opened: tuple[Any, Any]) -> None:
    """Whatever the values are, dangerous ones included."""
    laid = Laid(table, file, *opened, None)._asdict()
    assert ours.render(**laid) == templates.get_template(ANSWER).render(laid)


@given(tuples(Table), tuples(File))
def test_more_shapes_than_are_kept_are_rendered_all_the_same(table: Table, file: File) -> None:
    """The skeletons are bounded."""
    kept, prepared.SHAPES = prepared.SHAPES, 0
    try:
        laid = Laid(table, file, None, None, None)._asdict()
        assert Prepared(ANSWER, Truth).render(**laid) == templates.get_template(ANSWER).render(laid)
    finally:
        prepared.SHAPES = kept
