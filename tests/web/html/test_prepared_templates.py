"""A prepared template says, byte for byte, what Jinja says."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.verdict import Truth
from higherthanthou.web.html.pieces import Piece
from higherthanthou.web.html.prepared_templates import Prepared
from higherthanthou.web.html.render import templates
from higherthanthou.web.play.receipts import PrintedReceipt
from higherthanthou.web.play.run_scene import Scene
from higherthanthou.web.play.table import File, Laid, Last, Table

ANSWER = "play/_answer.html"
ours = Prepared(ANSWER, Laid, Truth)

OF_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: st.integers(),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    Truth: st.sampled_from(Truth),
    str | None: st.none() | st.text(max_size=20),
    Piece: st.sampled_from([Piece(), Piece("<b>“bold”</b>".encode()), Piece(b"1")]),
}


def tuples(kind: Any) -> st.SearchStrategy[Any]:
    """Named tuples of a kind, with anything in their fields that may be there."""
    return st.builds(kind, **{name: OF_TYPE[hint] for name, hint in kind.__annotations__.items()})


opened = st.tuples(tuples(Last), tuples(PrintedReceipt)) | st.just((None, None))


@given(tuples(Scene), st.lists(st.tuples(tuples(Table), tuples(File), opened), min_size=1, max_size=3))
def test_filling_in_is_rendering(scene: Scene, turns: list[tuple[Table, File, tuple[Any, Any]]]) -> None:
    """Whatever the values are, dangerous ones included, and at every turn of a scene."""
    for table, file, last in turns:
        laid = Laid(scene, table, file, *last, None)
        assert ours.render(laid).decode() == templates.get_template(ANSWER).render(laid._asdict())
