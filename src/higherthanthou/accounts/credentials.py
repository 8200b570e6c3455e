"""Names and passwords of hosts: which are accepted, and how passwords are hashed (argon2id)."""

import unicodedata

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from ..caches.cached import cached
from ..caches.sizes import SHIPPED
from ..game.errors import Refusal
from ..game.names.alias import LONGEST_KEY, alias_key
from ..game.names.visible import is_blank
from ..paths import SEED

LONGEST_NAME = 40
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
FEWEST_DIFFERENT = 5
RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "azertyuiop")
SHIFTED = ("!@#$%^&*()_+", '!"£$%^&*()_+', '!"§$%&/()=?')
"""The shifted digit row of American, British and German keyboards."""

SIGNS = str.maketrans("@$|", "asl")

_hasher = PasswordHash((Argon2Hasher(),))


def clean_name(text: str) -> str:
    """Normalize the name of a host, or refuse it."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    plain = all(c == " " or unicodedata.category(c)[0] in "LMNPS" for c in name)
    if not 2 <= len(name) <= LONGEST_NAME or not plain or is_blank(name) or not alias_key(name):
        raise Refusal(f"A host's name has 2 to {LONGEST_NAME} letters, digits and signs.")
    if len(alias_key(name)) > LONGEST_KEY:
        raise Refusal("That name has signs that stand for whole sentences.")
    return name


def accept_password(password: str, name: str) -> None:
    """Refuse a password that is too short or too long, very common, or little more than the host's name."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Refusal(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
    plain = _plain(password)
    if len(set(password.casefold())) < FEWEST_DIFFERENT or _is_tried_first(password, plain):
        raise Refusal("That password is among the first that anybody would try; please choose another.")
    if plain.strip("0123456789") == alias_key(name).strip("0123456789") != "":
        raise Refusal("That password is the name again; please choose another.")


def _plain(text: str) -> str:
    """A password as it is compared: folded, without spaces and signs, except signs that stand for letters."""
    return alias_key(text.translate(SIGNS))


def _is_tried_first(password: str, plain: str) -> bool:
    """Whether it is common or a keyboard row. Of mostly signs, only a keyboard row counts."""
    if 2 * len(plain) < len(password):
        return _in_a_row(password, SHIFTED)
    few = len(set(plain)) < FEWEST_DIFFERENT
    return few or plain in _commonest() or _in_a_row(plain, RUNS)


def _in_a_row(text: str, rows: tuple[str, ...]) -> bool:
    """Whether it is part of one of these rows, forwards or backwards."""
    return any(text in row or text in row[::-1] for row in rows)


@cached(SHIPPED)
def _commonest() -> frozenset[str]:
    lines = (SEED / "passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_plain(line) for line in lines if line and not line.startswith("#"))


def hash_password(password: str) -> str:
    """Hash a password. Takes 64 MiB and a few tenths of a second."""
    return _hasher.hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether a password matches its hash. Without a hash (None) it does the same work and says no."""
    right = _hasher.verify(password[:LONGEST_PASSWORD], password_hash or _nobodys())
    return right and password_hash is not None and len(password) <= LONGEST_PASSWORD


@cached(SHIPPED)
def _nobodys() -> str:
    return hash_password("the password of nobody at all")
