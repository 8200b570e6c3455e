"""Labels of what people are born with or believe; none of it should tell a score."""

from ...caches.cached import cached
from ...caches.sizes import LABELS
from ...game.names.folding import words_of

BORN_WITH = frozenset(
    "sex gender pronoun pronouns orientation sexuality "
    "origin origins nationality citizenship country birthplace birth born race ethnicity ethnic tribe caste "
    "ancestry heritage roots descent passport accent native "
    "religion faith belief beliefs church denomination god "
    "skin complexion hair eyes eye face looks appearance beauty height weight build body bmi "
    "disability disabilities handicap genes zodiac "
    "politics party".split()
)


@cached(LABELS)
def born_with(label: str) -> bool:
    """Whether a label names such a trait."""
    return not BORN_WITH.isdisjoint(words_of(label))
