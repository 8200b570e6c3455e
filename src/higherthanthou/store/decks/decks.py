"""Decks: finding them, and naming new ones."""

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...game.comparison import COMPARISONS, Comparison
from ...game.deal import SESAME, Scale
from ...game.deck_about import UNFAIR, UNFAIR_THEME, DeckAbout
from ...game.errors import Refusal
from ...game.measure import Kind, Measure
from ...game.names.folding import folded
from ...game.names.labels import one_line
from ...game.names.visible import is_blank
from ...game.stars import THEME
from ..engine.statement import Row, Statement
from ..tables import DeckRow, decks

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG, LONGEST_TITLE = 60, 100


class Deck(NamedTuple):
    """A deck, as everybody may see it. Scores go from ``low`` to ``high``; ``model`` made them, or is None.

    ``version`` is the published one; in a run, the one it is played with. ``size`` is always that of the
    published one.
    """

    id: int
    slug: str
    title: str
    theme: str
    model: str | None
    noun: str
    label: str
    unit: str
    low: int
    high: int
    version: int
    state: str
    size: int
    host_id: int | None
    locale: str | None
    kind: str
    decimals: int
    unit_first: bool
    comparison: str
    less_is_better: bool
    unlisted: bool

    @property
    def made(self) -> bool:
        """Whether it was generated, so that more files like its own can be made."""
        return self.locale is not None

    @property
    def about(self) -> DeckAbout:
        """Its head, without the columns of its facts."""
        return DeckAbout(
            self.title, self.label, self.unit, self.low, self.high, self.noun, self.theme, self.model, (),
            Kind(self.kind), self.decimals, self.unit_first, self.comparison, self.less_is_better,
        )  # fmt: skip

    @property
    def measure(self) -> Measure:
        """How its scores are written."""
        return Measure(_KINDS[self.kind], self.decimals, self.unit, self.unit_first)

    @property
    def words(self) -> Comparison:
        """Its words for the two answers."""
        return COMPARISONS[self.comparison]

    @property
    def scale(self) -> Scale:
        """The range of its scores."""
        return Scale(self.low, self.high)

    @property
    def on_our_scale(self) -> bool:
        """Whether its scores can be compared with an own score as they are."""
        return self.scale == SESAME and self.about.on_our_scale

    @property
    def archived(self) -> bool:
        """Whether it takes no new runs; its pages and boards stay."""
        return self.state == "archived"

    @property
    def unfair(self) -> bool:
        """Whether it is unfair on purpose, and so in no ranking."""
        return self.theme == UNFAIR_THEME

    @property
    def marked_title(self) -> str:
        """Its title, and that it is unfair if it is: for texts that leave the house."""
        return f"{self.title} ({UNFAIR.lower()})" if self.unfair else self.title

    @property
    def rated(self) -> bool:
        """Whether its scores come from stars. They do not if it has a score model."""
        return self.theme == THEME and self.model is None


_KINDS = {str(kind): kind for kind in Kind}

FIELDS = tuple(decks.c[name] for name in Deck._fields)

_shown = (decks.c.state == "published") | (decks.c.state == "archived")
_published = Statement(select(*FIELDS).where(decks.c.state == "published").order_by(decks.c.created_at))
_listed = Statement(
    select(*FIELDS)
    .where(decks.c.state == "published", decks.c.unlisted.is_(False))
    .order_by(decks.c.created_at, decks.c.id)
)
_every = Statement(select(*FIELDS).order_by(decks.c.created_at))
_by_slug = Statement(select(*FIELDS).where(decks.c.slug == bindparam("slug"), _shown))
_by_id = Statement(select(*FIELDS).where(decks.c.id == bindparam("deck_id")))


def published(connection: Connection) -> tuple[Deck, ...]:
    """Every published deck, oldest first, those too that only their address leads to."""
    return tuple(map(Deck._make, _published.all(connection)))


def listed(connection: Connection) -> tuple[Deck, ...]:
    """The published decks that pages may list, oldest first: all but the unlisted ones."""
    return tuple(map(Deck._make, _listed.all(connection)))


def every(connection: Connection) -> tuple[Deck, ...]:
    """Every deck in any state, oldest first."""
    return tuple(map(Deck._make, _every.all(connection)))


def namesakes(known: Iterable[Deck]) -> frozenset[str]:
    """The slugs of decks that have the title of another one: where they stand together, say the slug too."""
    slugs: dict[str, list[str]] = {}
    for deck in known:
        slugs.setdefault(folded(deck.title), []).append(deck.slug)
    return frozenset(slug for same in slugs.values() if len(same) > 1 for slug in same)


def find(connection: Connection, slug: str) -> Deck | None:
    """The deck with that slug, if it is published or archived."""
    return _one(_by_slug.first(connection, slug=slug))


def by_id(connection: Connection, deck_id: int) -> Deck | None:
    """A deck in any state."""
    return _one(_by_id.first(connection, deck_id=deck_id))


def _one(row: Row | None) -> Deck | None:
    return Deck._make(row) if row else None


def new_deck(
    title: str,
    head: DeckAbout,
    host_id: int | None,
    now: int,
    slug: str | None = None,
    locale: str | None = None,
) -> DeckRow:
    """The row of a deck to be made; without a slug, one is derived from the title.

    ``locale`` is for generated decks; empty means that of the theme.
    """
    title = " ".join(title.split())
    if is_blank(title) or len(title) > LONGEST_TITLE:
        raise Refusal(f"A title has 1 to {LONGEST_TITLE} characters.")
    if not one_line(title):
        raise Refusal("A title is one line of letters, digits and signs, nothing that cannot be printed.")
    slug = slug or slug_of(title)
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise Refusal(f"A slug has up to {LONGEST_SLUG} small letters, digits and single hyphens.")
    return DeckRow(
        slug=slug, title=title, theme=head.theme, model=head.model, noun=head.noun, label=head.label,
        unit=head.unit, low=head.low, high=head.high, labels=json.dumps(head.labels, ensure_ascii=False),
        state="making", host_id=host_id, created_at=now, locale=locale,
        kind=head.kind, decimals=head.decimals, unit_first=head.unit_first, comparison=head.comparison,
        less_is_better=head.less_is_better,
    )  # fmt: skip


def slug_of(title: str) -> str:
    """A slug derived from a title: its Latin letters without accents, and its digits."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_SLUG].strip("-") or "deck"


def slug_by_id(connection: Connection, deck_id: int, host_id: int) -> str | None:
    """The slug of a deck of that host, or None."""
    mine = select(decks.c.slug).where(decks.c.id == deck_id, decks.c.host_id == host_id)
    return connection.execute(mine).scalar_one_or_none()
