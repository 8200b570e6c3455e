"""Forms are cut the short way only where that says what the long way says."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.web.forms.reading import FIELDS, fields_of


@given(st.text(alphabet="ab=&;+ é\N{EM DASH}", max_size=30))
def test_both_ways_say_the_same(body: str) -> None:
    """With empty names, empty values, and several equals signs."""
    assert fields_of(body.encode()) == dict(parse_qsl(body, keep_blank_values=True))
    assert fields_of(f"{body}&c=%31".encode()) == fields_of(body.encode()) | {"c": "1"}


def test_too_many_fields_are_no_form() -> None:
    """Whether they have something to decode or not."""
    for field in (b"a=1", b"a=%31"):
        assert fields_of(b"&".join([field] * FIELDS)) == {"a": "1"}
        with pytest.raises(ValueError, match="fields"):
            fields_of(b"&".join([field] * (FIELDS + 1)))


def test_what_is_no_text_is_no_form() -> None:
    """Bytes that are not UTF-8, written as they are or with percent signs."""
    for body in (b"a=\xff", b"a=%ff"):
        with pytest.raises(ValueError, match="utf-8"):
            fields_of(body)
