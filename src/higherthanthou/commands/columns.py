"""Options of ``deck import`` on the columns of a table: which is what, and how the score is read."""

from enum import StrEnum
from typing import Annotated

import typer

from ..game.comparison import COMPARISONS
from ..game.measure import Kind


class DecimalMark(StrEnum):
    """What stands before decimals."""

    POINT = "point"
    COMMA = "comma"


class DayOrder(StrEnum):
    """What a day in figures begins with."""

    DAY = "day"
    MONTH = "month"


MARKS = {DecimalMark.POINT: ".", DecimalMark.COMMA: ","}

_TITLE = "COLUMN"
Name = Annotated[str | None, typer.Option(metavar=_TITLE, help="Title of the column with the names.")]
Score = Annotated[str | None, typer.Option(metavar=_TITLE, help="Title of the column with the scores.")]
Facts = Annotated[list[str] | None, typer.Option(metavar=_TITLE, help="Show this column on the file.")]
Withheld = Annotated[list[str] | None, typer.Option(metavar=_TITLE, help="Put it under a black bar.")]
LeftOut = Annotated[list[str] | None, typer.Option(metavar=_TITLE, help="Leave this column out.")]
Low = Annotated[str | None, typer.Option(help="The least score that there can be, as the file writes them.")]
High = Annotated[str | None, typer.Option(help="The greatest.")]
Kinds = Annotated[Kind | None, typer.Option(help="What the scores are, where the file leaves it open.")]
Marks = Annotated[DecimalMark | None, typer.Option(help="What stands before decimals.")]
Days = Annotated[DayOrder | None, typer.Option(help="What 05/03/1912 begins with.")]
Words = Annotated[str | None, typer.Option(help=f"Words of the buttons: {', '.join(COMPARISONS)}.")]
