"""What the mirror calls each dimension: its good and bad facts, and calls that pass over or trust them."""

from typing import NamedTuple


class Phrase(NamedTuple):
    """A dimension in sentences: ``good`` and ``bad`` follow on "When", the others are whole sentences.

    ``over`` is said of calls in which its facts count too little, ``trust`` where they count too much.
    """

    good: str
    bad: str
    over: str
    trust: str


PHRASES = {
    # the reported one
    "history": Phrase(
        "history was good",
        "history was bad",
        "Old bills leave these calls cold.",
        "These calls never forget a bill.",
    ),
    "fulfilment": Phrase(
        "promises were kept",
        "promises were broken",
        "Kept promises go unheard.",
        "A kept promise settles it here.",
    ),
    "behaviour": Phrase(
        "behaviour was good",
        "behaviour was bad",
        "Manners are lost on these calls.",
        "Manners pay with these calls.",
    ),
    "identity": Phrase(
        "papers were sound",
        "papers were shaky",
        "Papers are waved through.",
        "The right papers open this door.",
    ),
    "connections": Phrase(
        "friends stood well",
        "friends stood badly",
        "Friends are no argument here.",
        "Friends vouch, calls follow.",
    ),
    # firms
    "environment": Phrase(
        "the river was clean",
        "the river was not clean",
        "The river has no say.",
        "A clean river carries these calls.",
    ),
    "work": Phrase(
        "staff were treated well",
        "staff were treated badly",
        "The staff go unasked.",
        "The staff decide these calls.",
    ),
    "customers": Phrase(
        "customers were served well",
        "customers were served badly",
        "The customer is not king here.",
        "The customer is king here.",
    ),
    "dealings": Phrase(
        "dealings were fair", "dealings were unfair", "Suppliers wait in the hall.", "Suppliers are believed."
    ),
    "paperwork": Phrase(
        "paperwork was in order",
        "paperwork was in disorder",
        "The paperwork lies unread.",
        "A stamp goes a long way.",
    ),
    # officials
    "integrity": Phrase(
        "hands were clean", "hands were not clean", "Gifts pass unnoticed.", "Clean hands win these calls."
    ),
    "service": Phrase(
        "the counter was kind",
        "the counter was unkind",
        "The queue is not heard.",
        "The queue has the last word.",
    ),
    "results": Phrase(
        "things got done",
        "things were left undone",
        "What got done is undone here.",
        "Bridges count, and they stand.",
    ),
    "openness": Phrase(
        "doors stood open",
        "doors stayed shut",
        "An open door is walked past.",
        "An open door is taken for a house.",
    ),
    "diligence": Phrase(
        "the work was careful",
        "the work was careless",
        "Care is taken for granted.",
        "Care takes these calls along.",
    ),
    # matches
    "attention": Phrase(
        "they had listened",
        "they had not listened",
        "Listening is not heard.",
        "A good ear gets a good call.",
    ),
    "reliable": Phrase(
        "they had turned up",
        "they had not turned up",
        "Turning up counts for little.",
        "Turning up is half the call.",
    ),
    "home": Phrase(
        "things were well at home",
        "things were not well at home",
        "The kitchen stays out of sight.",
        "A clean kitchen wins.",
    ),
    "past": Phrase(
        "the past was kind", "the past was unkind", "The past is past here.", "The past is never past here."
    ),
    "curious": Phrase(
        "evenings were full",
        "evenings were empty",
        "Evenings pass these calls by.",
        "A good evening decides.",
    ),
}
"""By the key of the dimension, in all shipped score models."""


def phrase_of(key: str, title: str) -> Phrase:
    """The phrases of a dimension; made from its title if there are none."""
    plain = title.lower()
    made = Phrase(
        f"{plain} looked good",
        f"{plain} looked bad",
        f"{title} counts for little here.",
        f"{title} counts for a lot here.",
    )
    return PHRASES.get(key, made)
