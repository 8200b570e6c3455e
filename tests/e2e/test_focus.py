"""Every swap says what it did, once, and leaves the focus where the next key makes sense."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from tests.e2e.conftest import MOVING, Player
from tests.e2e.test_hosting import sheet, sign_in, upload
from tests.e2e.test_modes import begin, value_at
from tests.e2e.test_pages import axe
from tests.e2e.test_play import PLAIN, guess

from live import Live

_WATCH = """() => {
  window.said = [];
  window.ear?.disconnect();
  const regions = '[aria-live], [role=status], [role=alert]';
  window.ear = new MutationObserver((changes) => {
    const heard = new Set();
    for (const { target, addedNodes } of changes) {
      const around = (target.nodeType === 1 ? target : target.parentElement)?.closest(regions);
      if (around) heard.add(around);
      for (const node of addedNodes) {
        if (node.nodeType !== 1) continue;
        if (node.matches(regions)) heard.add(node);
        node.querySelectorAll(regions).forEach((region) => heard.add(region));
      }
    }
    for (const region of heard) {
      const text = region.textContent.trim();
      if (text) window.said.push(`${region.id || region.className || region.tagName}: ${text}`);
    }
  });
  window.ear.observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def swap(page: Page, press: Callable[[], object], said: str) -> None:
    """Press something; the answer is announced by the polite region alone, once, and the focus is not lost."""
    page.evaluate(_WATCH)
    press()
    page.wait_for_function("() => window.said.length > 0")
    expect(page.locator("#announcer")).to_have_text(re.compile(said))
    page.wait_for_function("() => document.activeElement !== document.body")
    heard = page.evaluate("window.said")
    assert len(heard) == 1, heard
    assert heard[0].startswith("announcer: ")


def by_key(page: Page, role: str, name: str | re.Pattern[str]) -> Callable[[], None]:
    """Put the focus on something and press Enter."""

    def press() -> None:
        found = page.get_by_role(role, name=name, exact=isinstance(name, str))  # type: ignore[arg-type]  # a role
        found.focus()
        page.keyboard.press("Enter")

    return press


def test_lifelines_say_what_they_did(player: Player) -> None:
    """The fact that was uncovered, or the name of the other file; then the first button has the focus."""
    begin(player, "year", "citizens")
    value_at(player, 760)
    page = player.page
    swap(page, by_key(page, "button", "Uncover a bar"), r"^Uncovered\. \w+: \w+ fact \d+\.$")
    fact = page.locator(".file .fact dd").filter(has_not=page.locator(".bar")).last.inner_text()
    expect(page.locator("#announcer")).to_contain_text(fact)
    expect(page.locator("#guess-higher")).to_be_focused()
    swap(page, by_key(page, "button", "Swap this file"), "^Another file: ")
    expect(page.locator("#announcer")).to_contain_text(page.locator("#file-name").inner_text())
    expect(page.locator("#guess-higher")).to_be_focused()


def test_stars_say_what_was_given(player: Player) -> None:
    """Not the old verdict; on the desk the next key is a guess, on the result another run."""
    begin(player, "streak", "rated")
    page = player.page
    guess(player, player.truth())
    name = page.locator(".verdict-name").inner_text().partition(",")[0]
    swap(page, by_key(page, "button", "4 stars"), f"^You gave {name} 4 of 5 stars\\.$")
    expect(page.locator("#guess-higher")).to_be_focused()
    player.settle()  # the table was swapped, too
    guess(player, player.lie())
    swap(page, by_key(page, "button", "1 star"), r"1 of 5 stars\.$")
    expect(page.get_by_role("button", name="Play again")).to_be_focused()


def test_a_report_says_that_it_was_sent_and_moves_nothing(player: Player) -> None:
    """The line that it was on says so, and has the focus; the page stays where it is, and the file on the desk."""
    player.play()
    page = player.page
    guess(player, player.truth())
    page.set_viewport_size({"width": 390, "height": 664})
    page.get_by_role("button", name="hurtful").scroll_into_view_if_needed()
    at, name = page.evaluate("scrollY"), page.locator("#file-name").inner_text()
    assert at > 0
    swap(page, by_key(page, "button", "hurtful"), r"^Reported: hurtful\.$")
    expect(page.locator("#report")).to_be_focused()
    expect(page.get_by_test_id("reported")).to_contain_text("You reported this file: hurtful.")
    assert page.locator("#file-name").inner_text() == name
    assert page.evaluate("scrollY") >= at
    player.settle()
    guess(player, player.lie())
    swap(page, by_key(page, "button", "wrong"), r"^Reported: wrong\.$")
    expect(page.locator("#report")).to_be_focused()


@pytest.mark.parametrize("player", [MOVING], indirect=True)
def test_a_guess_by_key_and_one_that_is_refused(player: Player) -> None:
    """The verdict is said and the same button has the focus; a refusal is said by the notice, and it has it too."""
    player.play()
    page = player.page
    swap(page, by_key(page, "button", player.truth()), r"^Right\. ")
    player.settle()
    page.locator("input[name=turn]").first.evaluate("field => { field.value = 'x' }")
    page.locator("#guess-lower").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("names no turn")
    expect(page.locator("#guess-lower")).to_be_focused()


def test_a_board_says_which_it_is(player: Player) -> None:
    """The link that was followed keeps the focus."""
    player.page.goto(f"{player.live.url}/leaderboard?period=week")
    for name, said in (
        ("All time", r", all time: "),
        ("Today", r", today: "),
        ("Chain", "^Longest chains|hain"),
    ):
        swap(player.page, by_key(player.page, "link", name), said)
        expect(player.page.get_by_role("link", name=name, exact=True)).to_be_focused()


def test_a_hosts_table(player: Player, host: str, tmp_path: Path) -> None:
    """Edit, a mistake, Save, Leave it, Remove, Undo, sort, search: each is said, none drops the focus."""
    page = player.page
    sign_in(page, player.live, host)
    page.goto(f"{player.live.url}/host/decks/import")
    upload(page, sheet(tmp_path, bad=False), "For the keyboard")
    page.get_by_role("heading", name="For the keyboard").wait_for()

    def edits(name: str) -> Callable[[], None]:
        return by_key(page, "link", f"Edit {name}")

    field = page.get_by_label("Name", exact=True)
    swap(page, edits("Person 4"), r"^Person 4 can be edited\.$")
    expect(field).to_be_focused()
    page.get_by_label("Score", exact=True).fill("9999")
    swap(page, by_key(page, "button", "Save"), "^Nothing is stored yet")
    score = page.get_by_label("Score", exact=True)
    expect(score).to_be_focused()
    expect(score).to_have_attribute("aria-invalid", "true")
    expect(score).to_have_accessible_description(re.compile("from 350 to 950"))
    score.fill("512")
    field.fill("Person Four")
    swap(page, lambda: page.keyboard.press("Enter"), r"^Saved: Person Four\.$")
    edit = page.get_by_role("link", name="Edit Person Four", exact=True)
    expect(edit).to_be_focused()
    swap(page, edits("Person Four"), "can be edited")
    swap(page, by_key(page, "link", "Leave it"), r"^Person Four is left as it was\.$")
    expect(edit).to_be_focused()
    swap(page, by_key(page, "button", "Remove Person Four"), r"^Person Four is removed\.$")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    swap(page, lambda: page.keyboard.press("Enter"), r"^Person Four is back\.$")
    expect(edit).to_be_focused()
    swap(page, by_key(page, "link", "Age"), "by age")
    expect(page.get_by_role("link", name="Age", exact=True)).to_be_focused()
    page.get_by_label("Name, occupation or place").fill("four")
    swap(page, lambda: page.keyboard.press("Enter"), "^1 file with “four”")
    expect(page.get_by_label("Name, occupation or place")).to_be_focused()
    assert re.search("words=four", page.url)


def test_a_hosts_table_by_the_page(player: Player, host: str, tmp_path: Path) -> None:
    """On the last page there is no Next any more: the heading takes the focus."""
    page = player.page
    sign_in(page, player.live, host)
    page.goto(f"{player.live.url}/host/decks/import")
    rows = [f"Person {n},{400 + n},20,folder,Hall,few,none" for n in range(120)]
    path = tmp_path / "many.csv"
    path.write_text("\n".join(["name,score,age,occupation,place,fact: Wings,withheld: Glue", *rows]))
    upload(page, path, "By the page")
    page.get_by_role("heading", name="By the page").wait_for()
    while page.get_by_role("link", name="Next").count():
        swap(page, by_key(page, "link", "Next"), r"page \d of \d\.$")
    expect(page.get_by_role("heading", name="120 files")).to_be_focused()


def test_a_file_that_was_changed_meanwhile(player: Player, host: str, tmp_path: Path) -> None:
    """Both texts in the table: said once, and the focus is on what happened, before the two ways on."""
    page = player.page
    sign_in(page, player.live, host)
    page.goto(f"{player.live.url}/host/decks/import")
    upload(page, sheet(tmp_path, bad=False), "Meanwhile")
    page.get_by_role("heading", name="Meanwhile").wait_for()
    by_key(page, "link", "Edit Person 9")()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    with page.context.new_page() as other:
        other.goto(page.url)
        other.get_by_role("link", name="Person 9", exact=True).click()
        other.get_by_label("Occupation").fill("champion")
        other.get_by_role("button", name="Save").click()
        expect(other.get_by_test_id("file")).to_contain_text("champion")
    page.get_by_label("Occupation", exact=True).fill("runner-up")
    swap(page, by_key(page, "button", "Save"), "^Nothing is stored: this file was changed")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Store mine over it")).to_be_focused()
    swap(page, lambda: page.keyboard.press("Enter"), r"^Saved: Person 9\.$")
    expect(page.get_by_role("link", name="Edit Person 9", exact=True)).to_be_focused()
    player.faults = [fault for fault in player.faults if "409" not in fault]


REFUSED = (
    ("/host/sign-in", "Password", {"Name": "Nobody at all", "Password": "a wrong password"}, "do not go together"),
    ("/me", re.compile("^The name on the board"), {"The name on the board": "x"}, "character"),
)  # fmt: skip


@pytest.mark.parametrize("player", [{}, PLAIN], ids=["scripts", "plain"], indirect=True)
@pytest.mark.parametrize(("path", "label", "typed", "why"), REFUSED, ids=["sign-in", "alias"])
def test_a_refused_form_has_the_focus_where_it_is_wrong(
    player: Player, path: str, label: str | re.Pattern[str], typed: dict[str, str], why: str
) -> None:
    """The field says itself what is wrong, with and without scripts."""
    page = player.page
    if path == "/me":
        player.play()
    page.goto(player.live.url + path)
    for name, text in typed.items():
        page.get_by_label(re.compile(f"^{name}")).fill(text)
        page.get_by_label(re.compile(f"^{name}")).press("Enter") if name == list(typed)[-1] else None
    field = page.get_by_label(label)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile(why))
    assert not player.scripted or axe(player) == []


def test_answers_of_the_intake_survive_a_reload(player: Player) -> None:
    """Half of the answers, a reload, the rest; once they are scored nothing of them is left in the browser."""
    page = player.page
    page.goto(f"{player.live.url}/intake")
    questions = page.locator("fieldset")
    half = questions.count() // 2
    for n in range(half):
        questions.nth(n).locator("label").last.click()
    page.reload()
    expect(page.locator("fieldset input:checked")).to_have_count(half)
    for n in range(half):
        expect(questions.nth(n).locator("input").last).to_be_checked()
    for n in range(half, questions.count()):
        questions.nth(n).locator("label").first.click()
    page.get_by_role("button", name="Score me").click()
    page.wait_for_url("**/me")
    page.wait_for_function("sessionStorage.length === 0")


def answered(page: Page) -> int:
    """Answer every question of the intake; return how many there are."""
    questions = page.locator("fieldset")
    for n in range(questions.count()):
        questions.nth(n).locator("label").last.click()
    return questions.count()


def test_answers_of_the_intake_survive_an_answer_that_is_none(player: Player) -> None:
    """The office is busy; back on the form all is as it was, and once it is scored nothing is left."""
    page, there = player.page, f"{player.live.url}/intake"
    page.goto(there)
    count = answered(page)
    busy = {"status": 503, "content_type": "text/html", "body": "<h1>Busy</h1>"}
    page.route("**/intake", lambda route: route.fulfill(**busy), times=1)
    page.get_by_role("button", name="Score me").click()
    expect(page.get_by_role("heading", name="Busy")).to_be_visible()
    page.goto(there)
    expect(page.locator("fieldset input:checked")).to_have_count(count)
    page.get_by_role("button", name="Score me").click()
    page.wait_for_url("**/me")
    page.wait_for_function("sessionStorage.length === 0")
    player.faults = [fault for fault in player.faults if "503" not in fault]


NO_STORAGE = """Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("denied", "SecurityError"); } })"""


def test_a_browser_without_storage_sends_the_intake_all_the_same(player: Player) -> None:
    """And no script breaks: the player would tell."""
    page = player.page
    page.add_init_script(NO_STORAGE)
    page.goto(f"{player.live.url}/intake")
    answered(page)
    page.get_by_role("button", name="Score me").click()
    page.wait_for_url("**/me")
    page.wait_for_load_state("load")


def bare(route: Route) -> None:
    """The page without the attribute that makes browsers stop a form with blanks."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace(" required", ""))


@pytest.mark.parametrize("player", [{}, PLAIN], ids=["scripts", "plain"], indirect=True)
def test_a_blank_of_the_intake_has_the_focus(player: Player, live: Live) -> None:
    """The first question without an answer; what was answered stays."""
    page = player.page
    page.route("**/intake", bare, times=1)
    page.goto(f"{live.url}/intake")
    page.locator("fieldset").first.locator("label").last.click()
    page.get_by_role("button", name="Score me").click()
    expect(page.get_by_text("does not accept blanks")).to_be_visible()
    expect(page.locator("fieldset").nth(1).locator("input").first).to_be_focused()
    expect(page.locator("fieldset").first.locator("input").last).to_be_checked()
    assert not player.scripted or axe(player) == []
