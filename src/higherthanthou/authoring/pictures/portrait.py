"""Portraits: a random look that fits an age, its description in words, and the drawing. No score comes here.

A look with the key ``emblem`` is one of a firm, which is described and drawn in a module of its own.

The style is Open Peeps by Pablo Stanley (CC0), drawn by DiceBear. The keys of a look are the style's own
option names; a misspelt value would silently leave a part out, so a test draws every one.
"""

from random import Random

from . import peeps
from .emblem import Look, describe_emblem, draw_emblem
from .palette import GROUNDS

GRAY_FROM, OLD_FROM = 58, 70
BEARDED, COLOURED_BEARD, BESPECTACLED = 0.35, 0.3, 0.3
NOTHING = ""

GRAY = "e8e1e1"
HAIR = {"2c1b18": "black", "d6b370": "blond", "b58143": "sandy", "a55728": "copper", "724133": "brown"}
SKINS = ("ffdbb4", "edb98a", "d08b5b", "ae5d29", "694d3d")
CLOTHES = ("8fa7df", "78e185", "ffcf77", "e279c7", "e78276", "9ddadb", "fdea6b")


def choose_look(age: int | None, rng: Random, beard: bool = True) -> Look:
    """A random look for an age in years (None: any adult), as options of the style; ``beard`` allows one."""
    years = rng.randint(20, 80) if age is None else age
    gray = years >= GRAY_FROM
    heads = [*peeps.GRAY_HEADS, *peeps.AGELESS_HEADS] if gray else [*peeps.HEADS, *peeps.COLOURED_HEADS]
    head = rng.choice(heads)
    faces = peeps.EXPRESSIONS | (peeps.OLD_EXPRESSIONS if years >= OLD_FROM else {})
    return {
        "headVariant": head,
        "headContrastColor": GRAY if gray else rng.choice(list(HAIR)),
        "expressionVariant": rng.choice(list(faces)),
        "facialHairVariant": _beard(head, gray, rng) if beard and rng.random() < BEARDED else NOTHING,
        "accessoriesVariant": rng.choice(list(peeps.GLASSES)) if rng.random() < BESPECTACLED else NOTHING,
        "skinColor": rng.choice(SKINS),
        "clothingColor": rng.choice(CLOTHES),
        "backgroundColor": rng.choice(GROUNDS),
    }


def _beard(head: str, gray: bool, rng: Random) -> str:
    """A beard of the colour of the hair: most are black ink, two take the colour that some heads take."""
    either = head in peeps.AGELESS_HEADS and rng.random() < COLOURED_BEARD
    coloured = gray or either or head in peeps.COLOURED_HEADS
    return rng.choice(list(peeps.COLOURED_BEARDS if coloured else peeps.BEARDS))


def describe(look: Look) -> str:
    """The drawing in words, from its parts; no word about what skin or clothes are like."""
    if "emblem" in look:
        return describe_emblem(look)
    colour = HAIR.get(look["headContrastColor"], "gray")
    heads = peeps.HEADS | peeps.GRAY_HEADS | _coloured(colour, peeps.COLOURED_HEADS)
    beards = peeps.BEARDS | _coloured(colour, peeps.COLOURED_BEARDS)
    parts = (
        heads[look["headVariant"]],
        beards.get(look["facialHairVariant"]),
        peeps.GLASSES.get(look["accessoriesVariant"]),
        (peeps.EXPRESSIONS | peeps.OLD_EXPRESSIONS)[look["expressionVariant"]],
    )
    return "Drawn portrait: " + ", ".join(part for part in parts if part)


def _coloured(colour: str, parts: dict[str, str]) -> dict[str, str]:
    return {part: f"{colour} {words}" for part, words in parts.items()}


def draw(look: Look) -> str:
    """The drawing as SVG; the same look is always the same drawing."""
    if "emblem" in look:
        return draw_emblem(look)
    from .open_peeps import render  # who only chooses looks does without DiceBear

    return render(options_of(look))


def options_of(look: Look) -> dict[str, object]:
    """What DiceBear is told, to draw that look."""
    options: dict[str, object] = {"seed": "portrait", "maskProbability": 0}
    for key, value in look.items():
        part = key.removesuffix("Variant")
        if part in ("facialHair", "accessories"):
            options[part + "Probability"] = 100 if value else 0
        if value:
            options[key] = [value]
    return options
