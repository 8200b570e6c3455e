"""A player's own room from opening to its end, at any browser; two others play along by plain forms."""

import httpx2
from tests.e2e.visitors import Visitor

from live import Live


class Plain:
    """Somebody who plays without a browser: forms, and a cookie that is kept."""

    def __init__(self, live: Live) -> None:
        """Nothing was sent yet."""
        self.live, self.cookie = live, ""

    def post(self, path: str, **form: str) -> str:
        """Send a form; return where it leads to."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        answer = httpx2.post(self.live.url + path, data=form, headers=headers)
        assert answer.status_code == 303, answer.text
        self.cookie = answer.headers.get("set-cookie", self.cookie).partition(";")[0]
        return str(answer.headers["location"])

    def page(self, path: str) -> str:
        """A page."""
        return httpx2.get(self.live.url + path, headers={"Cookie": self.cookie}).text


class Guest(Plain):
    """One of a room."""

    def __init__(self, live: Live, path: str) -> None:
        """Come into the room."""
        super().__init__(live)
        self.path = path
        self.post(f"{path}/guests")

    def call(self, number: int, guess: str, reason: str = "") -> None:
        """Call on the file of a round."""
        self.post(f"{self.path}/calls", round=str(number), guess=guess, reason=reason)


def state(visitor: Visitor, name: str) -> None:
    """Wait until the phone shows a state."""
    visitor.says("[data-testid=room-state]", name)


def room(visitor: Visitor) -> None:
    """By buttons and an arrow key; nothing is loaded anew on the way; axe finds nothing in any state."""
    found = []
    visitor.resize(390, 844)
    visitor.open("/join")
    found += visitor.axe()
    visitor.look("void (document.querySelector('select[name=deck]').value = 'citizens')")
    visitor.click("//button[normalize-space()='Open the room']")
    state(visitor, "lobby")
    document, path = visitor.look("performance.timeOrigin"), visitor.look("location.pathname")
    others = [Guest(visitor.live, path) for _ in range(2)]
    visitor.says("[data-testid=room-guests]", "3")
    found += visitor.axe()
    visitor.click("#next-step")
    state(visitor, "asking")
    visitor.says("#announcer", "File 1 of")
    found += visitor.axe()
    visitor.until("document.querySelector('#room').dataset.ready === 'true'")
    visitor.press("ArrowUp")
    visitor.sees("[data-testid=call-kept]")
    visitor.click("#reason-1")
    visitor.until("document.querySelector('#reason-1').getAttribute('aria-pressed') === 'true'")
    for one in others:
        one.call(1, "lower", "0")
    visitor.says("[data-testid=room-called]", "3 of 3")
    assert visitor.look("document.querySelector('#reason-1').getAttribute('aria-pressed')") == "true"
    found += visitor.axe()
    visitor.click("//button[normalize-space()='Show the score']")
    state(visitor, "shown")
    visitor.says("[data-testid=room-split]", "67")
    visitor.says("[data-testid=room-reasons]", "you")
    found += visitor.axe()
    visitor.click("//button[normalize-space()='Rate the calls']")
    state(visitor, "rating")
    visitor.click("#star-1-4")
    visitor.until("document.querySelector('#star-1-4').getAttribute('aria-pressed') === 'true'")
    found += visitor.axe()
    visitor.click("#next-step")
    state(visitor, "asking")
    visitor.says("#announcer", "File 2 of")
    visitor.click("#room-more summary")
    visitor.click("//button[normalize-space()='End the room']")
    state(visitor, "over")
    visitor.says("#announcer", "This room is over.")
    found += visitor.axe()
    assert visitor.look("performance.timeOrigin") == document, "a page was loaded"
    assert found == [], found
