"""A prepared template says, byte for byte, what Jinja says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.verdict import Truth
from higherthanthou.web.html.pieces import Piece
from higherthanthou.web.html.prepared_templates import Prepared
from higherthanthou.web.html.render import templates
from higherthanthou.web.play.receipts import PrintedReceipt
from higherthanthou.web.play.result import ResultView
from higherthanthou.web.play.run_view import RunView
from higherthanthou.web.play.table import FileView, TableView, TurnView
from higherthanthou.web.play.verdicts import VerdictView

OURS = {name: Prepared(name, TableView, Truth) for name in ("play/_answer.html", "play/desk.html")}

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


judged = st.tuples(tuples(VerdictView), tuples(PrintedReceipt)) | st.just((None, None))
on_desk = st.tuples(tuples(FileView), judged, st.none()) | st.tuples(st.none(), judged, tuples(ResultView))


@pytest.mark.parametrize("name", OURS)
@given(tuples(RunView), st.lists(st.tuples(tuples(TurnView), on_desk), min_size=1, max_size=3))
def test_filling_in_is_rendering(
    name: str, run: RunView, turns: list[tuple[TurnView, tuple[Any, tuple[Any, Any], Any]]]
) -> None:
    """Page or part, file or result, whatever the values are, dangerous ones included, at every turn of a run."""
    for turn, (file, verdict_and_receipt, result) in turns:
        view = TableView(run, turn, file, *verdict_and_receipt, result)
        rendered = templates.get_template(name).render(view._asdict(), here="/runs/1")
        assert OURS[name].render(view).decode() == rendered
