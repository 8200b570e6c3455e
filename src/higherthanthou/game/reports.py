"""Why a player reports a file."""

from enum import StrEnum

from .errors import Refusal


class Reason(StrEnum):
    """What is the matter with a file; the words are those of the button."""

    WRONG = "wrong"
    HURTFUL = "hurtful"
    PICTURE = "broken picture"


def reason_named(text: str) -> Reason:
    """The reason of a form, or a refusal."""
    try:
        return Reason(text)
    except ValueError:
        raise Refusal("A file is reported as wrong, as hurtful, or for a broken picture.") from None
