"""Whole ways through the game that other engines are taken along: each mode to its end, a phone, Back."""

import re
from collections.abc import Callable

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
    table = "document.querySelector('#table')"
    next_one = f"{table}.dataset.turn !== '{before}' || !!document.querySelector('[data-testid=result]')"
    visitor.until(f"({next_one}) && {table}.dataset.ready === 'true'")


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
        found += visitor.axe() if number == 1 else []
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
    visitor.click(button("Copy"))
    visitor.says("[data-passed-on]", "Copied")
    visitor.look("document.activeElement.blur()")
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
    """A mode to its end by keys: stakes, L for likes, arrows that judge; a chain has to be lost."""
    begin(visitor, mode, deck)
    document, found = visitor.look("performance.timeOrigin"), list[str]()
    for number in range(1, TURNS.get(mode, 4) + 1):
        if mode == "year":
            stake(visitor, by_click=number == 2)
        if mode == "match" and number <= 4:
            visitor.press("l")
            visitor.until("document.querySelector('input[value=like]').checked")
        if number == 2:
            found += visitor.axe()
        judge(visitor, visitor.truth())
        if over(visitor):
            break
        assert visitor.text("[data-testid=verdict-outcome]") == "Right"
    while mode == "chain" and not over(visitor):  # whatever is said of equal scores is right
        judge(visitor, visitor.lie())
    assert over(visitor)
    assert found + ended(visitor, document) == []


def stake(visitor: Visitor, by_click: bool) -> None:
    """Put the highest stake that is open, by its digit or with the mouse; the arrows judge after either."""
    stakes = visitor.count('input[name="stake"]:enabled')
    if by_click:
        visitor.click(f"(//label[input[@name='stake']])[{stakes}]")
    else:
        visitor.press(str(stakes))
    visitor.until(f"document.querySelectorAll('input[name=stake]')[{stakes - 1}].checked")


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
    visitor.look(
        "document.querySelectorAll('.guess button').forEach((button) => { button.disabled = true; })"
    )
    visitor.look("location.reload()")
    visitor.until(f"performance.timeOrigin !== {document}")
    visitor.settle()
    assert visitor.count(".guess button:enabled") == 2


def person(visitor: Visitor) -> None:
    """The intake by clicks, the score that comes of it, another alias, and everything erased."""
    visitor.open("/intake")
    found = visitor.axe()
    for number in range(1, visitor.count("fieldset") + 1):
        visitor.click(f"(//fieldset)[{number}]//label[last()]")
    visitor.click("form[action='/intake'] button")
    visitor.until("location.pathname === '/me'")
    assert visitor.text("[data-testid=own-score]") != "640"
    visitor.fill("input[name=name]", "Paper Heron")
    visitor.click("form[action='/me/name'] button")
    visitor.says("h1", "Paper Heron")
    found += visitor.axe()
    visitor.click("(//details)[last()]/summary")
    visitor.click("form[action='/me/delete'] button")
    visitor.until("location.pathname === '/'")
    assert found == []


def phone(visitor: Visitor) -> None:
    """At 390x844: file and buttons stand on the screen at every turn, nothing scrolls sideways, clicks judge."""
    visitor.resize(390, 844)
    begin(visitor, "year", "citizens")
    assert visitor.look(middles(".put-choice")) == 1, "the stakes"
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


PLAYS = (streak, chain, daily, year, match, back, person)
