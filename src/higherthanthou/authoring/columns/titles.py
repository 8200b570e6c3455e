"""Titles of columns: which words of them tell what a column is, in five languages, and the label in one."""

import re
import unicodedata
from typing import NamedTuple


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SURE_NAME = _words("name names naam nom nombre title titel titre titulo")
NAME = _words("""
    bezeichnung person player speler spieler joueur jugador athlete athlet student pupil leerling artist
    driver fahrer pilot rider runner candidate character film movie book boek buch livre libro song album
    game spel
    product produkt produit producto item artikel element city stad stadt ville ciudad town gemeente school
    university universiteit station airport museum hut mountain berg river fluss animal dier tier species
    soort espece especie pokemon event
""")
WHOSE = _words("""
    country land pays pais state province region brand merk marke company firma bedrijf entreprise empresa
    team club verein equipe equipo model car auto
""")
"""What may name the rows, and as often says where another name belongs: a city's country, a driver's car."""

SCORE = _words("""
    score points punten punkte puntos rating cijfer note nota stars value wert waarde valeur valor price
    prijs preis prix precio cost kosten gross revenue sales omzet umsatz budget income salary salaris
    gehalt gdp goals result resultaat ergebnis resultat total totaal gesamt amount aantal anzahl
    population bevolking inwoners einwohner habitants poblacion height hoogte hohe hauteur altura
    elevation weight gewicht poids peso area oppervlakte flache superficie size length lengte lange
    longueur distance speed time tijd zeit temps tiempo finish votes stemmen stimmen medals
    pts pkt pt
""")
KEY = _words("id uuid guid key code isbn issn ean sku url uri href link")
WHOLE_KEY = _words("""
    # no nr num number nummer numero n index idx row rij zeile ligne fila bib startnummer unnamed page
""")
RANK = _words("""
    rank ranking rang rangs ranks placing puesto platz plaats classement place pos position positie seed
""")
BORN = _words("born birth birthday birthdate birthyear geboren geburtsdatum naissance nacimiento dob")
AGE = _words("age ages leeftijd alter edad")
YEAR = BORN | _words("""
    year years yr jaar jahr annee ano anno released established founded opened built season seizoen saison
""")
NUMBER_LABEL = _words("""
    zip zipcode postcode plz postal cp phone telephone tel telefoon fax timestamp lat latitude lon lng
    long longitude coordinates breitengrad langengrad
""")
"""Numbers that are names of something: nobody guesses whether one is higher."""

PICTURE = _words("image img picture photo foto poster thumbnail logo avatar")

_UNIT = re.compile(r"\s*[(\[](?:in |en )?([^()\[\]]{1,20})[)\]]\s*$")
_TAILS = _words("km2 km kg cm mm m mi ft lbs kmh mph usd eur ha hp kw kwh pct min sec")
_SAID = {"pct": "%", "km2": "km²", "usd": "USD", "eur": "EUR", "kmh": "km/h"}
_WORD = re.compile(r"[^\W\d_]+|#")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")


class Labelled(NamedTuple):
    """A label to be shown, and the unit that the title of the column tells beside it, or none."""

    label: str
    unit: str


def words_of(title: str) -> frozenset[str]:
    """The words of a title in small letters and without accents; ``firstName`` has two."""
    flat = unicodedata.normalize("NFKD", _CAMEL.sub(" ", title)).casefold()
    return frozenset(_WORD.findall("".join(c for c in flat if not unicodedata.combining(c))))


def is_key(title: str) -> bool:
    """Whether a title says that its column names rows by number."""
    words = words_of(title)
    return bool(words & KEY) or (len(words) == 1 and words <= WHOLE_KEY)


def is_year(title: str) -> bool:
    """Whether a title says that its column holds years."""
    return bool(words_of(title) & (YEAR))


def labelled(title: str) -> Labelled:
    """The label for a title: "Altitude" and "m" for altitude_m, "Price" and "EUR" for Price (EUR)."""
    title = " ".join(title.split())
    if found := _UNIT.search(title):
        return Labelled(_spaced(title[: found.start()]) or title, found[1].strip())
    head, _, tail = title.rpartition("_")
    if head and tail.casefold() in _TAILS:
        return Labelled(_spaced(title)[: len(head)], _SAID.get(tail.casefold(), tail))
    return Labelled(_spaced(title), "")


def fact_label(title: str) -> str:
    """The label of a fact, whose cells may not tell its unit: Altitude (m) for altitude_m."""
    label, unit = labelled(title)
    return f"{label} ({unit})" if unit else label


def _spaced(text: str) -> str:
    spaced = text.replace("_", " ").strip()
    return spaced[:1].upper() + spaced[1:] if "_" in text else spaced
