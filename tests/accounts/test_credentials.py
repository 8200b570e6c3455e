"""Names and passwords of hosts."""

import pytest

from higherthanthou.accounts.credentials import accept_password, clean_name, hash_password, is_password
from higherthanthou.game.errors import Refusal

GOOD = "seven herons at noon"


@pytest.mark.parametrize(
    "password",
    ["", "short", "123456789", "Password123", "P@ssword 123", "qwertyuiop", "0987654321", "aaaaaaaaaaaa", "Wachtwoord!",
     "ababababab", "x" * 201, "..........", "Mevrouw Peeters 99", "!@#$%^&*()", ")(*&^%$#@!", '!"§$%&/()=', "abcdef!!!!",
     "p.a.s.s.w.o.r.d.1.2", "-_-_-_-_-_-_"],
)  # fmt: skip
def test_what_anybody_would_try_is_refused(password: str) -> None:
    """Too short, too long, among the commonest, a row of keys, few different characters, the name itself."""
    with pytest.raises(Refusal):
        accept_password(password, "Mevrouw Peeters")


@pytest.mark.parametrize(
    "password",
    [GOOD, "zebra-7-umbrella", "пароль которого нет", "🦔" + "quiet ladders", "9#!%&/()=?*;", "{~}[|]<^>`;", "🦔🐢🦊🐻🦉🐟🐙🦆🐝🐌",
     "a#!%&/()=?*;", "ab#!%&/(ab)"],
)  # fmt: skip
def test_any_other_password_is_accepted(password: str) -> None:
    """No rule about which characters it is made of."""
    accept_password(password, "Mevrouw Peeters")


def test_a_password_is_kept_as_argon2id() -> None:
    """Salted: twice the same password is kept differently, and both are recognised."""
    first, second = hash_password(GOOD), hash_password(GOOD)
    assert first != second
    assert first.startswith("$argon2id$")
    assert GOOD not in first
    assert is_password(GOOD, first)
    assert is_password(GOOD, second)


def test_only_the_password_is_right() -> None:
    """Neither another one, nor any for somebody who does not exist, nor one too long to be hashed."""
    kept = hash_password(GOOD)
    assert not is_password(GOOD + " ", kept)
    assert not is_password("the password of nobody at all", None)
    assert not is_password("x" * 100_000, kept)


@pytest.mark.parametrize(
    "name",
    [
        "",
        " a ",
        "x" * 41,
        "a\nb\x00",
        "⠀⠀⠀",
        "...",
        "a\u202eb",
        "\u200e\u200f",
        "\u3164\u3164",
        "\ufdfa" * 12,
    ],
)
def test_a_name_can_be_read(name: str) -> None:
    """2 to 40 characters with something to read, nothing invisible."""
    with pytest.raises(Refusal):
        clean_name(name)


def test_spaces_of_a_name_are_tidied() -> None:
    """Names are compared without case, accents and signs, and kept as they were written."""
    assert clean_name("  Mevrouw   Peeters ") == "Mevrouw Peeters"
