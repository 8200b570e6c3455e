"""Codes of rooms, and the tickets by which a guest comes back on another phone."""

from random import Random

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and capitals that cannot be taken for one another on a wall: no 0, O, 1 and I."""

LENGTH = 6
SECRETS = 10_000
"""A ticket ends with one of so many numbers; tries are limited."""


def new_code(rng: Random) -> str:
    """The code of a new room: one of a billion."""
    return "".join(rng.choice(SIGNS) for _ in range(LENGTH))


def read_code(typed: str) -> str | None:
    """A code as somebody typed it, in small letters or with spaces and hyphens; None if it is none."""
    code = "".join(typed.upper().replace("-", " ").split())
    return code if len(code) == LENGTH and all(sign in SIGNS for sign in code) else None


def printed_code(code: str) -> str:
    """A code as it is printed and read aloud: two groups of three signs."""
    return f"{code[:3]} {code[3:]}"


def new_ticket(rng: Random) -> str:
    """The secret part of a ticket: four digits."""
    return f"{rng.randrange(SECRETS):04}"


def read_ticket(typed: str) -> tuple[int, str] | None:
    """A ticket such as ``17-4821``: the number of the guest and the secret; None if it is none."""
    number, _, secret = typed.strip().replace(" ", "").partition("-")
    plain = number + secret
    if not (plain.isascii() and plain.isdecimal() and 1 <= len(number) <= 6 and len(secret) == 4):
        return None
    return int(number), secret


def ticket(number: int, secret: str) -> str:
    """A ticket as it is printed."""
    return f"{number}-{secret}"
