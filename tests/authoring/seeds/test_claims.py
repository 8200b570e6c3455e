"""The claim cards: what ships is whole and sourced, and a file that is not usable is refused in a sentence."""

from pathlib import Path

import pytest

from higherthanthou.authoring.seeds import claims
from higherthanthou.authoring.seeds.claims import GRADES, claim_named, load_claims
from higherthanthou.authoring.seeds.models import SeedError
from higherthanthou.game.modes.privileges import PRIVILEGES
from higherthanthou.game.modes.year import MONTHS
from higherthanthou.paths import SEED
from higherthanthou.web.play.modes.year_pieces import CLAIMS


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped claims in a folder of one's own."""
    (tmp_path / "claims.toml").write_bytes((SEED / "claims.toml").read_bytes())
    monkeypatch.setattr(claims, "SEED", tmp_path)
    load_claims.cache_clear()
    return tmp_path / "claims.toml"


def test_the_shipped_claims_are_whole() -> None:
    """Every grade is there, no key or text twice, a source for each, and full sentences."""
    load_claims.cache_clear()
    known = load_claims()
    assert {claim.grade for claim in known} == set(GRADES)
    assert len({claim.key for claim in known}) == len({claim.text for claim in known}) == len(known)
    for claim in known:
        assert claim.source
        assert claim.text.endswith(".")
        assert "\n" not in claim.text


def test_every_card_that_the_year_lays_is_there() -> None:
    """One for each month, one for each perk and sanction that has a counterpart, and Baihe's of match night."""
    load_claims.cache_clear()
    assert len(CLAIMS) == len(set(CLAIMS)) == len(MONTHS)
    for key in (*CLAIMS, *(one.claim for one in PRIVILEGES if one.claim), "baihe"):
        assert claim_named(key).key == key
    with pytest.raises(SeedError, match="no claim nonsense"):
        claim_named("nonsense")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('grade = "known"', 'grade = "certain"', "certain"),
        ('key = "start"', 'name = "start"', "name"),
        ('title = "A score in a payment app"', "title = ", "line"),
        ('source = "China Daily, 10 July 2015"', f'source = "{"x" * 121}"', "source of dimensions"),
    ],
)
def test_claims_that_cannot_be_used_are_refused(seeds: Path, old: str, new: str, named: str) -> None:
    """One sentence that names the file and the mistake."""
    text = seeds.read_text(encoding="utf-8")
    assert old in text
    seeds.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SeedError, match=named) as refused:
        load_claims()
    assert "claims.toml" in str(refused.value)
    assert str(refused.value).endswith(".")
    load_claims.cache_clear()
