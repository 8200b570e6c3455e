"""Names of firms that do not exist: an invented word, a trade and a form, such as Brixlow Paint and Aunts."""

from random import Random

STARTS = (
    "Blon", "Bram", "Brix", "Clum", "Dorp", "Drum", "Fiz", "Flim", "Glim", "Gorm", "Grum", "Hob", "Jolk",
    "Klip", "Krum", "Lorp", "Lum", "Mop", "Murg", "Nim", "Norb", "Plim", "Pond", "Quib", "Ramp", "Rum",
    "Scrim", "Snor", "Spof", "Sprok", "Tolp", "Thrum", "Trom", "Tump", "Umb", "Vorp", "Wamb", "Wim",
    "Yorp", "Zan",
)  # fmt: skip
ENDS = (
    "alo", "bax", "bel", "dax", "dle", "elby", "ett", "fex", "gle", "ino", "kin", "lex", "ling", "low", "mo",
    "olux", "oma", "ora", "per", "quist", "ster", "tex", "tron", "ulon", "wick",
)  # fmt: skip
GENERAL = ("Works", "Supply", "Trading", "Goods")
"""What any firm may be called if its trade does not fit."""

FORMS = (
    "Ltd", "Co", "Group", "Brothers", "Sisters", "Partners", "Unlimited", "Direct", "Union", "and Sons",
    "and Daughters", "and Aunts", "and Nephew", "and Heirs", "and Others", "and Twins", "Combined", "Reborn",
)  # fmt: skip
SHORTEST_FORM = min(len(form) for form in FORMS)


def invent(rng: Random) -> str:
    """A word that means nothing."""
    return rng.choice(STARTS) + rng.choice(ENDS)


def call_firm(word: str, trade: str, longest: int, rng: Random) -> str:
    """The name of a firm of that trade, at most so long; the trade's first word is in it if it fits."""
    first = trade.split()[0].capitalize() if trade.split() else ""
    room = longest - len(word) - 2 - SHORTEST_FORM
    known = first if first.isalpha() and first.isascii() and len(first) <= room else rng.choice(GENERAL)
    left = longest - len(f"{word} {known} ")
    return f"{word} {known} {rng.choice([form for form in FORMS if len(form) <= left])}"
