"""Every page, light and dark: axe finds nothing, nothing comes from elsewhere, nothing is heavy, nothing shifts."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from tests.e2e.browser import find
from tests.e2e.conftest import MOVING, STILL, Player
from tests.e2e.layout import rest
from tests.e2e.test_play import guess
from tests.e2e.visitors import AXE, VIOLATIONS

from higherthanthou.paths import STATIC
from higherthanthou.web.html import static_files
from live import Live

PAGES = (
    "/",
    "/decks",
    "/decks/citizens",
    "/intake",
    "/me",
    "/me/mirror",
    "/leaderboard?period=all",
    "/wall",
    "/credits",
    "/claims",
    "/lab/citizens",
    "/lesson",
    "/me/privacy",
    "/daily",
    "/nowhere",
)
WIDTHS = (320, 390, 768, 1280, 1920)
BUDGET, SCRIPTS = 130_000, 20_000


def axe(player: Player) -> list[str]:
    """What axe finds on the page, one line each."""
    page = player.page
    rest(page)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(f"(() => {{ {AXE} }})()")
    return [f"{page.url}: {fault}" for fault in page.evaluate(f"() => {VIOLATIONS}")]


def light_and_dark(player: Player) -> list[str]:
    """What axe finds on the page in either scheme."""
    found = []
    for scheme in ("dark", "light"):
        player.page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {fault}" for fault in axe(player)]
    return found


def test_axe_finds_nothing(player: Player) -> None:
    """Newcomer's pages, the desk before and after a verdict, the result, and a player's pages.

    A page that is the same for a player, letter by letter, is not looked at twice.
    """
    found, seen = [], set()
    player.page.add_init_script(AXE)
    for path in PAGES:
        player.page.goto(player.live.url + path)
        seen.add(player.page.content())
        found += light_and_dark(player)
    player.play()
    found += light_and_dark(player)
    guess(player, player.truth())
    found += light_and_dark(player)
    guess(player, player.lie())
    found += light_and_dark(player)
    of_a_player = 0
    for path in PAGES:
        player.page.goto(player.live.url + path)
        if player.page.content() not in seen:
            found += light_and_dark(player)
            of_a_player += 1
    assert found == []
    assert of_a_player >= 3


def sideways(page: Page) -> list[int]:
    """The widths, from 320 to 1920 pixels, at which the page scrolls sideways."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(width)
    return found


def test_no_page_scrolls_sideways(player: Player) -> None:
    """A newcomer's pages, the desk, and a result."""
    for path in PAGES:
        player.page.goto(player.live.url + path)
        assert sideways(player.page) == [], path
    player.play()
    assert sideways(player.page) == []
    guess(player, player.lie())
    assert sideways(player.page) == []


def test_landing_and_first_file_are_light(player: Player) -> None:
    """At most 130 KB over the wire, headers, fonts and portrait included; at most 20 KB of scripts; all ours."""
    urls: dict[str, str] = {}
    heads: dict[str, int] = {}
    wire: dict[str, int] = {}
    scripts: dict[str, int] = {}

    def answered(event: dict[str, Any]) -> None:
        urls[event["requestId"]] = event["response"]["url"]
        heads[event["requestId"]] = int(event["response"]["encodedDataLength"])

    def finished(event: dict[str, Any]) -> None:
        url, size = urls[event["requestId"]], int(event["encodedDataLength"])
        wire[url] = wire.get(url, 0) + size
        if url.endswith(".js"):
            scripts[url] = scripts.get(url, 0) + max(0, size - heads[event["requestId"]])

    session = player.page.context.new_cdp_session(player.page)
    session.send("Network.enable")
    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    player.page.goto(player.live.url)
    player.page.wait_for_load_state("networkidle")
    player.page.get_by_role("button", name="Play", exact=True).first.click()
    player.page.get_by_test_id("file").wait_for()
    player.page.wait_for_load_state("networkidle")
    assert all(url.startswith(player.live.url) for url in wire)
    assert any("/portraits/" in url for url in wire)
    assert len([url for url in wire if url.endswith(".woff2")]) >= 3
    assert min(scripts.values()) > 0
    assert 50_000 < sum(wire.values()) <= BUDGET, wire
    assert sum(scripts.values()) <= SCRIPTS, scripts


RULES = """source => {
    const sheet = new CSSStyleSheet(), flat = rules => [...rules].flatMap(rule =>
        rule.cssRules?.length ? [rule.conditionText ?? rule.name ?? rule.selectorText, ...flat(rule.cssRules)] : [rule.cssText]);
    sheet.replaceSync(source);
    return flat(sheet.cssRules);
}"""
"""Every rule of a sheet as the browser understands it, with the condition or the layer that it is in."""


@pytest.mark.parametrize("name", ["players", "further", "afterwards", "hosts", "wall", "room-wall"])
def test_a_sheet_says_what_its_sources_say(player: Player, name: str) -> None:
    """Without comments and much of its space it has the same rules."""
    names = re.findall(r'@import "(.+)";', (STATIC / "css" / f"{name}.css").read_text())
    source = "".join((STATIC / "css" / part).read_text() for part in names)
    sent = static_files.joined(f"css/{name}.css", static_files._SOURCES).decode()
    rules = player.page.evaluate(RULES, source)
    assert player.page.evaluate(RULES, sent) == rules
    assert len(rules) > 40
    assert len(sent) < 0.9 * len(source)


def test_the_browser_can_put_the_game_on_a_home_screen(player: Player) -> None:
    """It reads the manifest, under our policy for contents, and has nothing to say against it or its icons."""
    player.page.goto(player.live.url)
    session = player.page.context.new_cdp_session(player.page)
    manifest = session.send("Page.getAppManifest")
    assert (manifest["url"], manifest["errors"]) == (f"{player.live.url}/manifest.webmanifest", [])
    found = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {error["errorId"] for error in found} <= {"in-incognito"}  # as the windows of a test are


@pytest.mark.parametrize("player", [MOVING], indirect=True)
def test_nothing_shifts(player: Player) -> None:
    """Layout shift over landing, the first file, and two verdicts stays at naught.

    The first verdict takes the place of the hint; Chromium forgives what follows a press within half a second.
    """
    player.page.add_init_script(
        "window.shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e => {"
        " if (!e.hadRecentInput) window.shift += e.value; })).observe({type: 'layout-shift', buffered: true});"
    )
    player.page.goto(player.live.url)
    player.page.wait_for_load_state("networkidle")
    assert player.page.evaluate("window.shift") < 0.01
    player.play()
    player.page.wait_for_load_state("networkidle")
    assert player.page.evaluate("window.shift") < 0.01
    for _ in range(2):
        guess(player, player.truth())
        player.page.wait_for_load_state("networkidle")
        assert player.page.evaluate("window.shift") < 0.01


def test_the_wall_refreshes_itself_and_survives_a_lost_connection(player: Player) -> None:
    """It asks again every 20 seconds; an answer that fails leaves the board standing."""
    page = player.page
    page.clock.install()
    asked: list[Request] = []
    page.on(
        "request", lambda request: asked.append(request) if re.search("/wall($|[?])", request.url) else None
    )
    page.goto(f"{player.live.url}/wall")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.route("**/wall*", lambda route: route.abort(), times=1)
    with page.expect_event("requestfailed"):
        page.clock.run_for(20_500)
    expect(page.get_by_test_id("board")).to_be_visible()
    with page.expect_response("**/wall*"):
        page.clock.run_for(20_500)
    expect(page.get_by_test_id("board")).to_be_visible()
    assert len(asked) == 3
    player.faults = [fault for fault in player.faults if not re.search("ERR_FAILED|Failed to fetch", fault)]


@pytest.fixture(scope="module")
def keeping_browser(browser: Browser) -> Iterator[Browser]:
    """A browser with its back-forward cache on, which Playwright's own switches turn off."""
    kept = browser.browser_type.launch(
        executable_path=find(), ignore_default_args=["--disable-back-forward-cache"]
    )
    yield kept
    kept.close()


@pytest.mark.parametrize("cache", [False, True])
def test_back_brings_the_desk_as_it_is_now(
    browser: Browser, keeping_browser: Browser, live: Live, cache: bool
) -> None:
    """With the back-forward cache off and on: the stored turn, not an old one, is there and can be judged."""
    player = Player((keeping_browser if cache else browser).new_context(**STILL).new_page(), live)
    player.play()
    run = player.page.url
    guess(player, player.truth())
    player.page.get_by_role("link", name="Leaderboard").first.click()
    expect(player.page).to_have_url(re.compile("/leaderboard"))
    player.page.go_back()
    expect(player.page).to_have_url(run)
    player.settle()
    assert player.turn() == 2
    guess(player, player.truth())
    assert player.turn() == 3
    player.page.context.close()
    assert player.faults == []


def test_board_periods_swap_in_place_and_can_be_linked(player: Player) -> None:
    """A period is a link; htmx swaps the board and pushes its URL; Back works."""
    page = player.page
    page.goto(f"{player.live.url}/leaderboard?period=week")
    document = player.document()
    page.get_by_role("link", name="All time").click()
    expect(page).to_have_url(re.compile("period=all"))
    expect(page.locator("#board [aria-current=true]").first).to_have_text("All time")
    assert player.document() == document
    page.go_back()
    expect(page).to_have_url(re.compile("period=week"))
    expect(page.locator("#board [aria-current=true]").first).to_have_text("This week")
