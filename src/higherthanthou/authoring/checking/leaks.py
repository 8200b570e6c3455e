"""Proxy leaks: what tells the score although it should not, such as a name, a place, an age or a face.

Each column of the files parts the scores in groups. How much the groups tell apart is epsilon squared of
the scores; whether that may be chance is asked of their ranks (Kruskal and Wallis 1952, as the F of ranks:
Conover and Iman 1981), so that a few extreme scores raise no alarm. All columns together raise one false
alarm in a thousand decks (the correction of Bonferroni).
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from statistics import NormalDist, fmean

from ..deckfile.profile_fields import LINES
from .finding import CheckedFile, Finding, Grade, find, percent, some
from .numbers import common_unit, read_number
from .traits import born_with
from .variance import compare_groups

SAMPLE = 5_000
RARE = 5
"""ColumnValues with fewer files than this are taken together."""

LEAST_SHARE = 0.01
"""Less than this share of the differences between scores is no help to anybody."""

FALSE_ALARM = 0.001
STRIPES = 5
"""A trait that is a number, such as a height, is cut into so many groups of one size."""

PARTS = {
    "headVariant": "hair",
    "headContrastColor": "colour of the hair",
    "expressionVariant": "expression",
    "facialHairVariant": "beard",
    "accessoriesVariant": "glasses",
    "skinColor": "skin",
    "clothingColor": "clothes",
    "backgroundColor": "background",
    "emblem": "shape of the emblem",
    "motif": "motif of the emblem",
    "fieldColor": "colour of the emblem",
    "motifColor": "colour of the motif",
}
MIXED = "all rarer ones"
NONE = "none"

ColumnValues = Sequence[str]
Groups = Mapping[str, Sequence[CheckedFile]]


def judge_leaks(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """The columns that predict the score by more than chance, the worst first; looks at ``SAMPLE`` files."""
    sample = Random("check").sample(files, min(SAMPLE, len(files)))
    columns = {title: column for title, column in _columns(sample) if len(set(column)) > 1}
    order = sorted(file.score for file in sample)
    limit = NormalDist().inv_cdf(1 - FALSE_ALARM / max(1, len(columns)))
    found = []
    for title, column in columns.items():
        groups = _groups(sample, column)
        if (share := _share(groups, order, limit)) >= LEAST_SHARE:
            found.append((share, _leak(title, share, groups)))
    yield from (finding for _, finding in sorted(found, key=lambda pair: pair[0], reverse=True))


def _share(groups: Groups, order: Sequence[int], limit: float) -> float:
    """The share of the variance that groups tell apart; 0 where that may be chance."""
    scores = compare_groups([[float(file.score) for file in group] for group in groups.values()])
    ranks = compare_groups([[_rank(order, file.score) for file in group] for group in groups.values()])
    return scores.explained if scores and ranks and ranks.standing > limit else 0.0


def _rank(order: Sequence[int], score: int) -> float:
    return (bisect_left(order, score) + bisect_right(order, score)) / 2


def _groups(files: Sequence[CheckedFile], column: ColumnValues) -> Groups:
    counts = Counter(column)
    groups: defaultdict[str, list[CheckedFile]] = defaultdict(list)
    for file, value in zip(files, column, strict=True):
        groups[value if counts[value] >= RARE else MIXED].append(file)
    return groups


def _leak(title: str, share: float, groups: Groups) -> Finding:
    """Says which groups stand highest and lowest, and names files of the one that stands out more."""
    means = {value: fmean(file.score for file in group) for value, group in groups.items()}
    lowest, highest = min(means, key=lambda value: means[value]), max(means, key=lambda value: means[value])
    middle = fmean(file.score for group in groups.values() for file in group)
    strange = highest if means[highest] - middle > middle - means[lowest] else lowest
    return find(
        "leak",
        Grade.WARNING,
        f"{title} tells {percent(share)} of the differences between scores apart: “{highest}” scores "
        f"{means[highest]:,.0f} on average ({some(len(groups[highest]))}), “{lowest}” {means[lowest]:,.0f} "
        f"({some(len(groups[lowest]))}). Players learn to judge by it instead of by the facts.",
        "Draw it by chance, leave it out, or change scores until both groups have the same. If the deck is "
        "about just that, leave it as it is.",
        groups[strange],
    )


def _columns(files: Sequence[CheckedFile]) -> Iterator[tuple[str, ColumnValues]]:
    """Everything on a file that should tell nothing, one value for each file."""
    firsts, lasts = [_word(file.name, 0) for file in files], [_word(file.name, -1) for file in files]
    yield "The first word of the name", firsts
    if lasts != firsts:
        yield "The last word of the name", lasts
    for line in LINES:
        yield f"The {line}", [getattr(file.filed, line).strip() or NONE for file in files]
    yield "The age", [_decade(file.filed.age) for file in files]
    yield "The kind of picture", [_picture(file) for file in files]
    for part in sorted({part for file in files for part in file.look}):
        title = f"The drawn portrait ({PARTS.get(part, part)})"
        yield title, [file.look.get(part, NONE) or NONE for file in files]
    yield from _traits(files)


def _word(name: str, place: int) -> str:
    words = name.split()
    return words[place].casefold().capitalize() if words else NONE


def _decade(age: int | None) -> str:
    return NONE if age is None else f"{age // 10 * 10} to {age // 10 * 10 + 9}"


def _picture(file: CheckedFile) -> str:
    return "uploaded" if file.pictured else "drawn"


def _traits(files: Sequence[CheckedFile]) -> Iterator[tuple[str, ColumnValues]]:
    """Facts about what one is born with or believes."""
    columns: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for n, file in enumerate(files):
        for entry in file.record:
            if born_with(entry.label):
                columns[entry.label][n] = entry.text.strip()
    for label, texts in columns.items():
        values = _stripes(texts)
        yield f"The fact “{label}”", [values.get(n, NONE) for n in range(len(files))]


def _stripes(texts: Mapping[int, str]) -> Mapping[int, str]:
    """Numbers in groups of one size, from low to high; other texts as they are."""
    numbers = {n: read_number(text) for n, text in texts.items()}
    unit = common_unit(numbers.values())
    values = {n: number.value for n, number in numbers.items() if number and number.unit == unit}
    if unit is None or len(set(values.values())) <= STRIPES:
        return texts
    order = sorted(values.values())
    cuts = [order[len(order) * n // STRIPES] for n in range(1, STRIPES)]
    ends = [order[0], *cuts, order[-1]]
    return {n: f"{ends[s := bisect_right(cuts, v)]:g} to {ends[s + 1]:g}" for n, v in values.items()}
