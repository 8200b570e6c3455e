"""Roles: what a column of a CSV is to a deck, found from its title."""

from collections.abc import Collection, Iterable, Sequence

from ...game.deck_about import KINDS as PREFIXES
from ...game.deck_about import column
from ...game.names.labels import MOST_LABELS, UnusableLabels, check_together
from ...game.profile import Shown
from .cells import CellError, quoted, read_label
from .parsed_deck import DeckFileError
from .profile_fields import FIELDS, SYNONYMS, FiledProfile

LEFT_OUT = ""
KINDS = {kind: shown for shown, kind in PREFIXES.items()}
"""A column of facts has the role ``KIND: LABEL``."""


def role_of(shown: Shown, label: str) -> str:
    """The role of the column in which such a fact stands."""
    return column(shown, label)


def kind_of(role: str) -> tuple[Shown, str] | None:
    """Where the facts of a column stand, and their label; None for any other role."""
    kind, colon, label = role.partition(":")
    shown = KINDS.get(kind.strip().casefold())
    return (shown, label.strip()) if colon and shown and label.strip() else None


def exact_role(title: str) -> str | None:
    """The role of a column that is called as the format calls it, in small letters or capitals."""
    if (field := title.strip().casefold()) in FIELDS:
        return field
    kind = kind_of(title)
    return role_of(*kind) if kind else None


def are_exact(header: Sequence[str]) -> bool:
    """Whether every column is called as the format calls it, so that nobody need be asked what it is."""
    return all(map(exact_role, header))


def guess_roles(header: Sequence[str]) -> tuple[str, ...]:
    """A role for each column by its title: our own names, then other words for them, then a fact each.

    No role comes twice, and beyond 24 labels columns are left out.
    """
    roles = dict(_once((index, exact_role(title)) for index, title in enumerate(header)))
    places = {title.strip().casefold(): index for index, title in enumerate(header)}
    for field, words in SYNONYMS.items():
        free = [places[word] for word in words if word in places and places[word] not in roles]
        if free and field not in roles.values():
            roles[free[0]] = field
    for index, title in enumerate(header):
        if (
            index not in roles
            and title
            and not exact_role(title)
            and len(_labels(roles.values())) < MOST_LABELS
        ):
            roles[index] = role_of(Shown.FILE, title)
    roles = dict(_once(roles.items()))
    return tuple(roles.get(index, LEFT_OUT) for index in range(len(header)))


def _once(pairs: Iterable[tuple[int, str | None]]) -> Iterable[tuple[int, str]]:
    """Those that have a role which none before them had."""
    seen: set[str] = set()
    for index, role in pairs:
        if role and role.casefold() not in seen:
            seen.add(role.casefold())
            yield index, role


def check_roles(roles: Sequence[str], header: Sequence[str]) -> None:
    """DeckFileError unless every column has a role and the columns together can make a deck."""
    if len(roles) != len(header):
        raise DeckFileError(f"The file has {len(header)} columns, but {len(roles)} were given a use.")
    used = [role for role in roles if role != LEFT_OUT]
    for role in used:
        if exact_role(role) != role:
            raise DeckFileError(f"A column cannot be used as {quoted(role)}.")
        if used.count(role) > 1:
            raise DeckFileError(f"Two columns are used as {quoted(role)}; leave one of them out.")
    for field in ("name", "score"):
        if field not in used:
            raise DeckFileError(
                f"No column is used as {field}; a deck needs a name and a score for each profile."
            )
    check_labels(label for _, label in filter(None, map(kind_of, used)))


def check_labels(labels: Iterable[str]) -> None:
    """DeckFileError if there are too many different labels for one deck, or one that cannot be used."""
    try:
        check_together(read_label(label) for label in labels)
    except (CellError, UnusableLabels) as error:
        raise DeckFileError(str(error)) from None


def _labels(roles: Iterable[str]) -> set[str]:
    return {label.casefold() for _, label in filter(None, map(kind_of, roles))}


def columns_of(profiles: Iterable[FiledProfile]) -> tuple[str, ...]:
    """The columns that a CSV of these profiles needs: facts, withheld ones, records, each as they come up."""
    return columns_for(dict.fromkeys((e.shown, e.label) for profile in profiles for e in profile.record))


def columns_for(kinds: Collection[tuple[Shown, str]]) -> tuple[str, ...]:
    """The columns for facts that stand there and are called so: those on the file first, records last."""
    return tuple(role_of(shown, label) for place in Shown for shown, label in kinds if shown is place)
