"""Whole ways through the game that every engine is taken along: each mode to its end, a phone, Back, a host."""

import re
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from tests.e2e.conftest import PASSWORD
from tests.e2e.visitors import Visitor

Journey = Callable[[Visitor], None]

TURNS = {"daily": 10, "year": 12, "match": 8}
KEYS = {"higher": "ArrowUp", "lower": "ArrowDown"}


def button(name: str) -> str:
    """The selector of a button by what it says."""
    return f"//button[normalize-space()='{name}']"


def link(name: str) -> str:
    """The selector of a link by what it says."""
    return f"//a[normalize-space()='{name}']"


def begin(visitor: Visitor, mode: str, deck: str) -> None:
    """From the deck's page to the first file."""
    visitor.open(f"/decks/{deck}")
    visitor.click(f'form:has(input[name="mode"][value="{mode}"]) button')
    visitor.sees("[data-testid=file]")
    visitor.settle()


def turn(visitor: Visitor) -> int:
    """The turn on the desk."""
    return int(visitor.look("Number(document.querySelector('#table').dataset.turn)"))


def over(visitor: Visitor) -> bool:
    """Whether the result is there."""
    return visitor.count("[data-testid=result]") > 0


def wait(visitor: Visitor, before: int) -> None:
    """Wait for the next file or the result, and until the page takes another guess."""
    next_one = f"document.querySelector('#table').dataset.turn !== '{before}'"
    visitor.until(f"{next_one} || !!document.querySelector('[data-testid=result]')")
    visitor.settle()


def judge(visitor: Visitor, side: str) -> None:
    """Guess by an arrow key."""
    before = turn(visitor)
    visitor.press(KEYS[side])
    wait(visitor, before)


def ended(visitor: Visitor, document: float) -> list[str]:
    """What holds of every result, and what axe finds there."""
    assert visitor.look("performance.timeOrigin") == document, "a page was loaded"
    assert visitor.look("document.activeElement.matches('h1[data-testid=final-streak], h1')")
    visitor.sees("[data-testid=share-text]")
    return visitor.axe()


def streak(visitor: Visitor) -> None:
    """From the front page: a key, a click and a focused button judge right, each told once; then a miss, the board, again."""
    visitor.open("/")
    found = visitor.axe()
    visitor.click(button("Play"))
    visitor.sees("[data-testid=file]")
    visitor.settle()
    document = visitor.look("performance.timeOrigin")
    for number, way in enumerate((key, click, space), 1):
        name, side = visitor.text("#file-name"), visitor.truth()
        found += visitor.axe()
        focus = way(visitor, side)
        wait(visitor, number)
        assert visitor.text("[data-testid=verdict-outcome]") == "Right"
        assert visitor.text("[data-testid=streak]") == str(number)
        assert visitor.focus() == focus
        told = rf"Right\. {re.escape(name)} scores \d+, .* Streak {number}\. Next file: "
        assert re.match(told, visitor.text("#announcer"))
    judge(visitor, visitor.lie())
    assert visitor.text("[data-testid=final-streak]") == "3"
    found += ended(visitor, document)
    visitor.press("Enter")
    visitor.says("[data-testid=streak]", "0")
    visitor.open("/leaderboard?period=all")
    visitor.sees('[data-testid=board-row][aria-current="true"]')
    assert found + visitor.axe() == []


def key(visitor: Visitor, side: str) -> str:
    """Guess by an arrow key; what has the focus afterwards is what had it."""
    focus = visitor.focus()
    visitor.press(KEYS[side])
    return focus


def click(visitor: Visitor, side: str) -> str:
    """Guess with the mouse; the button that was pressed has the focus afterwards."""
    visitor.click(f"#guess-{side}")
    return f"guess-{side}"


def space(visitor: Visitor, side: str) -> str:
    """Guess by the space bar on the button that has the focus, and keeps it."""
    visitor.look(f"document.getElementById('guess-{side}').focus()")
    visitor.press("Space")
    return f"guess-{side}"


def play(visitor: Visitor, mode: str, deck: str) -> None:
    """A mode to its end by keys alone: digits stake, L likes, arrows judge; a chain has to be lost."""
    begin(visitor, mode, deck)
    document, found = visitor.look("performance.timeOrigin"), visitor.axe()
    for number in range(1, TURNS.get(mode, 4) + 1):
        if mode == "year":
            stakes = visitor.count('input[name="stake"]:enabled')
            visitor.press(str(stakes))
            visitor.until(f"document.querySelectorAll('input[name=stake]')[{stakes - 1}].checked")
        if mode == "match" and number <= 4:
            visitor.press("l")
            visitor.until("document.querySelector('input[value=like]').checked")
        if number == 2:
            found += visitor.axe()
        judge(visitor, visitor.truth())
        if over(visitor):
            break
        assert visitor.text("[data-testid=verdict-outcome]") == "Right"
    if mode == "chain":
        judge(visitor, visitor.lie())
    assert over(visitor)
    assert found + ended(visitor, document) == []


def chain(visitor: Visitor) -> None:
    """On a deck with a scale of its own."""
    play(visitor, "chain", "goals")


def daily(visitor: Visitor) -> None:
    """The ten of the day."""
    play(visitor, "daily", "citizens")


def year(visitor: Visitor) -> None:
    """Twelve months, each with the highest stake."""
    play(visitor, "year", "citizens")


def match(visitor: Visitor) -> None:
    """Eight, of whom four are liked."""
    play(visitor, "match", "matches")


def back(visitor: Visitor) -> None:
    """Back brings the desk as it is now, whether the engine kept the page or not, and it takes a guess."""
    begin(visitor, "streak", "citizens")
    judge(visitor, visitor.truth())
    visitor.click(link("Leaderboard"))
    visitor.until("location.pathname === '/leaderboard'")
    visitor.back()
    visitor.until("location.pathname.startsWith('/runs/')")
    visitor.settle()
    assert turn(visitor) == 2
    judge(visitor, visitor.truth())
    assert turn(visitor) == 3
    reloaded(visitor)
    judge(visitor, visitor.truth())
    assert turn(visitor) == 4


def reloaded(visitor: Visitor) -> None:
    """Reload while a guess is under way, whose buttons wait for the answer: those of the new page do not."""
    document = visitor.look("performance.timeOrigin")
    visitor.look("document.querySelectorAll('.guess button').forEach((button) => { button.disabled = true; })")
    visitor.look("location.reload()")
    visitor.until(f"performance.timeOrigin !== {document}")
    visitor.settle()
    assert visitor.count(".guess button:enabled") == 2


def phone(visitor: Visitor) -> None:
    """At 390x844: file and buttons stand on the screen at every turn, nothing scrolls sideways, clicks judge."""
    visitor.resize(390, 844)
    begin(visitor, "year", "citizens")
    assert visitor.look(middles(".put > :not(.unseen)")) == 1, "the stakes and what they are called"
    assert visitor.look(middles(".nav a")) == 1, "the pages of the header"
    begin(visitor, "streak", "citizens")
    found = visitor.axe()
    for number in (1, 2, 3):
        for part in ("[data-testid=file]", "#guess-higher", "#guess-lower"):
            box = visitor.look(f"document.querySelector('{part}').getBoundingClientRect().toJSON()")
            assert box["top"] >= 0
            assert box["bottom"] <= 844
        assert visitor.look("document.documentElement.scrollWidth") <= 390
        visitor.click(f"#guess-{visitor.truth() if number < 3 else visitor.lie()}")
        wait(visitor, number)
    assert over(visitor)
    assert visitor.look("document.documentElement.scrollWidth") <= 390
    assert found + visitor.axe() == []


def middles(selector: str) -> str:
    """The script that counts the lines on which such elements stand, by their middles."""
    middle = "Math.round((box.top + box.bottom) / 4)"
    boxes = f"[...document.querySelectorAll('{selector}')].map((one) => one.getBoundingClientRect())"
    return f"new Set({boxes}.map((box) => {middle})).size"


def host(visitor: Visitor, name: str, folder: Path) -> None:
    """Sign in, generate a deck, publish it; import one, edit a line, add a file and a picture, publish; a stranger plays it."""
    visitor.open("/host")
    found = visitor.axe()
    visitor.fill("[name=name]", name)
    visitor.fill("[name=password]", PASSWORD)
    visitor.click(button("Sign in"))
    visitor.click(link("Generate one"))
    generate(visitor)
    visitor.open("/host/decks/import")
    visitor.attach("[name=file]", sheet(folder))
    visitor.fill("[name=title]", f"Paper planes of {name}")
    found += visitor.axe()
    visitor.click(button("Import"))
    visitor.sees("#files")
    deck = visitor.look("location.pathname")
    found += visitor.axe()
    edit(visitor)
    add(visitor, folder)
    found += visitor.axe()
    publish(visitor, deck)
    found += visitor.axe()
    visitor.click(link("its page for players"))
    visitor.sees(".modes")
    assert f"Paper planes of {name}" in visitor.text("h1")
    assert found + visitor.axe() == []


def generate(visitor: Visitor) -> None:
    """A small deck of the first theme, watched while it is made."""
    visitor.fill("[name=size]", "40")
    visitor.click(button("Generate"))
    visitor.sees("#files")
    visitor.says("#files-title", "40 files")
    publish(visitor, visitor.look("location.pathname"))


def edit(visitor: Visitor) -> None:
    """A line becomes a form, which takes the focus, and a line again, without a page load."""
    document = visitor.look("performance.timeOrigin")
    visitor.click('[aria-label="Edit Person 4"]')
    visitor.until("document.activeElement.name === 'name'")
    visitor.fill(".sheet-form [name=name]", "Person Four")
    visitor.click(button("Save"))
    visitor.sees('[aria-label="Edit Person Four"]')
    assert visitor.look("performance.timeOrigin") == document


def add(visitor: Visitor, folder: Path) -> None:
    """A file of its own with a fact, and a picture on it."""
    visitor.click(link("Add a file"))
    visitor.fill("[name=name]", "Person Twenty-one")
    visitor.fill("[name=score]", "512")
    visitor.fill("[name=label_0]", "Wings")
    visitor.fill("[name=text_0]", "21 wings")
    visitor.click(button("Add"))
    visitor.says("[data-testid=file]", "21 wings")
    picture = folder / "disc.png"
    Image.new("RGB", (800, 600), "#8fa7df").save(picture)
    visitor.attach("[name=picture]", picture)
    visitor.fill("form[action$='/picture'] [name=picture_alt]", "A blue sheet")
    visitor.click(button("Upload"))
    visitor.sees('[data-testid=file] img[alt="A blue sheet"]')


def publish(visitor: Visitor, deck: str) -> None:
    """From the check to players."""
    visitor.open(f"{deck}/check")
    visitor.click("form[action$='/publish'] button")
    visitor.says(".host-state", "Published, version 1")


def sheet(folder: Path) -> Path:
    """A spreadsheet of twenty people."""
    lines = [f"Person {n},{400 + 25 * n},{20 + n},folder,Hall {n % 3},{n} wings" for n in range(20)]
    path = folder / "planes.csv"
    path.write_text("\n".join(["name,score,age,occupation,place,fact: Wings", *lines]), encoding="utf-8")
    return path


PLAYS = (streak, chain, daily, year, match, back)
