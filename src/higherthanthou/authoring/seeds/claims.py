"""Claim cards: what may be said as fact of the things that the game grew from, read from seed/claims.toml."""

import tomllib
from dataclasses import dataclass

from ...caches.cached import cached
from ...caches.sizes import SHIPPED
from ...paths import SEED
from .models import SeedError

GRADES = ("known", "reported", "disputed", "false")
LONGEST = {"key": 20, "title": 40, "text": 220, "source": 120, "place": 60}


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim; ``grade`` is one of GRADES, ``place`` what of this game it stands behind, or empty."""

    key: str
    grade: str
    title: str
    text: str
    source: str
    place: str


@cached(SHIPPED)
def load_claims() -> tuple[Claim, ...]:
    """Every claim in the order of the file; SeedError if it is not usable."""
    path = SEED / "claims.toml"
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))["claims"]
        claims = tuple(Claim(**claim) for claim in found)
        for claim in claims:
            _check(claim)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise SeedError(f"The claims in {path.name} are not usable: {error!r}.") from None
    return claims


def claim_named(key: str) -> Claim:
    """The claim of that key; SeedError if there is none."""
    claim = next((claim for claim in load_claims() if claim.key == key), None)
    if claim is None:
        raise SeedError(f"There is no claim {key} in seed/claims.toml.")
    return claim


def _check(claim: Claim) -> None:
    if claim.grade not in GRADES:
        raise ValueError(f"{claim.key} is graded {claim.grade}")
    for field, longest in LONGEST.items():
        if len(getattr(claim, field)) > longest:
            raise ValueError(f"the {field} of {claim.key} has more than {longest} characters")
