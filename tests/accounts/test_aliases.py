"""Which words an alias may not hold, and which names pass although a list has them."""

import pytest

from higherthanthou.accounts.alias_lists import load_lists
from higherthanthou.accounts.aliases import accept_alias
from higherthanthou.game.errors import Refusal
from higherthanthou.game.names.alias_words import FIRST, SECOND

ABUSE = (
    """
klootzak|Kankerlijer|kut-wijf|stoephoer|hijo de puta|hijodeputa|gilipollas|Mierda 7|maricón|хуй|ПИЗДА|сука 3|пидор|suka blyat
操你妈|老王傻逼|他妈的|fils de pute|enculé|connard|Arschloch|Hurensohn|Scheißkerl|sh1t|H1tl3r 88|f.u.c.k|f u c k|fuuuck|ｆｕｃｋ|fυck
fцck|ѕһit|шлюxа|Sieg Heil|SiegHeil|heil hitler|1488|niqqer|n1ggor|n i g g e r|fagget|nigegr|Peter f.u.c.k|Mr sucks
ƒuck|ꜰᴜᴄᴋ|ғuck|Jan 🄵🅄🄲🄺|Jan 🅵🆄🅲🅺|Jan 🅕🅤🅒🅚|Jan ⓕⓤⓒⓚ|𝖋𝖚𝖈𝖐|c unt|Fvck|niigger|хуесос|Хуесосы|zhopa|cyka|小日本|Kanacke|Kanake|卐卐|Jan 卍 Peeters
14 88|HH88|Nazism
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

RESERVED = (
    """
admin|A d m i n|Y\u00f6u|\uff41dmin|adm1n|Admin 3|аdmіn|teacher|Mr Teacher|Mr Teacher sucks|MrTeacher1|The Host|Hоst|moderator
Name Hidden|nаme_hidden|Leraar Jan|de leerkracht|Lehrerin|Professeur|profesora Ana|Учитель|админ 2|管理员|李老师|Your Host|insegnante
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

HARMLESS = (
    """
Scunthorpe|Penistone|Charles Dickens|Dick Van Dyke|Hancock|Cockburn|De Cock|Jan Kok|De Meester|Tom Lehrer|Wang Dong|Essex
Middlesex|Cunningham|Saltwater|Therapist Ann|Analyst|Assassin|Cassandra|Matsushita|Nigeria|Niger|Nigel|Montenegro|Río Negro
Gato Negro|Hans-Peter|Péter|Anita|Regina|Concha García|Alan Cumming|John Lee Hooker|Bitche|Kloten|Reet|Kutná Hora|Van Dijk|Suki
Great Tit|Blue Tit|Maine Coon|Mésange|Waschbär|Ezel|Asno|Samen|Bitte|Con Brio|Salopek|Enculescu|Mariconda|Frank Anker|Ana L
Суворов|Субботина|Мудров|Сухов|Хуан|Оскорблять|Стебанов|李娜|王晶|成龙|处女座|かき|मीना|Ana1|Bigger Jigger|Baker FAQ|Host Family
Ghost|Meet Me|A B C|J. R. R. Tolkien|R2-D2|Judge Dredd|Teaching Owl|Bob!|Ke$ha|P!nk|O'Neill|Шишкин|Хабаров|Πέτρος|Modena
Server|Pik|Hazim|Anna B|J Cohen|Hunter|C Hunter|Niigata|Niilo|Pascal 88|Jan 14|88|1988|Kanak Das|C. Hunt|Vickie|Ivic|Evan|Vlad|Ignazio|Zhora
14 Herons|Jan 8|Henk van Kan|FC Utrecht|Cyklon|Ada K|U Thant|V Jansen|Nazim|Room 14|Ғани|ʟisa
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

INITIALS = (
    """
K. Anker|W. Anker|K Anker|A. K. Anker|Dr. K. Anker|K. Anker Jr.|Anker K.|W. Hore|H. Ost|P. Layer|J. R. R. Tolkien|C. S. Lewis
J.K. Rowling|F. Ucelli|S. Hitchcock|H. Itterbeek|N. Iger|A. S. Byatt|M. van Dam|T. S. Eliot|C. Unger|P. D. James|G. B. Shaw
M. L. King|J. Udo|A. Dminov|Ж. Ид|П. Идорин|Á. Nagy|Ch. Anker
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

DOTTED = (
    """
k.a.n.k.e.r|K.A.N.K.E.R|K. A. N. K. E. R.|k. anker|K. anker|k anker|K.ANKER|K. ANKER|w.anker|Ka. Nker|F. Uck|F. U. C. K. Anker
f.uck|F.U.C.K.|N. Igger|n.igger|F. Aggot|H. Itler|h.itler|M. Ierda|P. Izda|A. Dmin|w.hore|s.h.i.t|S. H. I. T.|c.unt|H.itler 88
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


def refusal(alias: str) -> str:
    """Why an alias is refused; an empty text if it is not."""
    try:
        accept_alias(alias)
    except Refusal as refused:
        return str(refused)
    return ""


def test_abuse_in_many_languages_is_refused() -> None:
    """Dutch, Spanish, Russian, Chinese, English, French, German; spelt with signs, spaces, repeats, look-alikes."""
    assert [alias for alias in ABUSE if "hurt" not in refusal(alias)] == []


def test_words_for_those_who_have_a_say_are_reserved() -> None:
    """Alone or with others, in many languages and look-alike letters."""
    assert [alias for alias in RESERVED if "reserved" not in refusal(alias)] == []


def test_names_towns_and_animals_are_not_taken_for_abuse() -> None:
    """Nor is a word that is one only in another language."""
    assert {alias: why for alias in HARMLESS if (why := refusal(alias))} == {}


def test_initials_before_a_name_are_not_read_with_it() -> None:
    """Of one person or of several initials, with a dot or without."""
    assert {alias: why for alias in INITIALS if (why := refusal(alias))} == {}


def test_abuse_that_is_spelt_with_dots_is_refused() -> None:
    """Letter by letter, cut in two, or as if it were initials."""
    assert [alias for alias in DOTTED if not refusal(alias)] == []


@pytest.mark.parametrize("first", FIRST)
def test_every_generated_alias_is_accepted(first: str) -> None:
    """All pairs of our words."""
    assert [alias for second in SECOND if refusal(alias := f"{first} {second}")] == []


def test_the_lists_are_there_in_every_language() -> None:
    """Each file of seed/words is read, nothing that is harmless is left in, and no list is empty."""
    lists = load_lists()
    for word in ("klootzak", "cabron", "жопа", "傻逼", "bastard", "salaud", "hurensohn"):
        assert word in lists.words | lists.han, word
    assert not lists.words & {word for word, *more in lists.harmless if not more}
    assert all(lists)
