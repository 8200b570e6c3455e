"""What lies where on a desk: measured in the page, for every size of it."""

from typing import NamedTuple

from playwright.sync_api import Page

SIZES = (
    (320, 568), (320, 256), (375, 553), (390, 664), (390, 844), (640, 430), (768, 1024),
    (844, 390), (1000, 700), (1280, 553), (1280, 720), (1366, 657), (1280, 860), (1920, 1080),
)  # fmt: skip
"""Widths and heights; 320 x 256 is 1280 x 1024 at 400 %, 640 x 430 is 1280 x 860 at 200 %."""

LOWEST = 353
"""On a screen lower than this the buttons stand below the file and the page is simply scrolled."""

TALL = 553
"""From this height on the desk has to be laid out, not only to be reached."""

PHONE = 960
"""Up to this width the desk is one column with the buttons along the lower edge."""

_MEASURE = """() => {
  const named = (el) => el.id || el.value || el.textContent.trim().slice(0, 24) || el.tagName;
  const same = (el, hit) => hit && (el.contains(hit) || (el.type === 'radio' && el.parentElement.contains(hit)));
  const inside = (r) => r.left > -0.6 && r.top > -0.6 && r.right < innerWidth + 0.6 && r.bottom < innerHeight + 0.6;
  const clear = (el, rects = el.getClientRects(), rim = 3) => [...rects].every((r) => {
    const x = Math.min(3, r.width / 4), y = Math.min(rim, r.height / 3);
    return inside(r) && [r.left + x, (r.left + r.right) / 2, r.right - x].every((across) =>
      [r.top + y, r.bottom - y].every((down) => same(el, document.elementFromPoint(across, down))));
  });
  const read = (fact) => {  // its letters, in the middle of their line
    const words = document.createRange();
    words.selectNodeContents(fact.querySelector('.bar') ?? fact.querySelector('dd'));
    return clear(fact, fact.querySelector('.bar')?.getClientRects() ?? words.getClientRects(), 9);
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const root = document.documentElement;
  scrollTo(0, 0);
  const facts = all('.file .fact'), more = document.querySelector('.file-more');
  const edge = Math.min(innerHeight, document.querySelector('.guess')?.getBoundingClientRect().top ?? 0);
  const found = {
    wide: root.scrollWidth - root.clientWidth,
    facts: facts.length,
    seen: facts.filter(read).length,
    hint: Boolean(more && clear(more, more.getClientRects(), 9)),
    whole: (document.querySelector('.file')?.getBoundingClientRect().bottom ?? 0) <= edge,
    bar: all('.guess .button, .guess .put-choice input:enabled, .again .button').filter((el) => !clear(el)).map(named),
    tools: all('.tools .button').filter((el) => !clear(el)).map(named),
    heights: all('.guess .button').map((el) => Math.round(el.getBoundingClientRect().height)),
    cut: all('.button, .put-choice span, .chip').filter((el) => el.scrollWidth > el.clientWidth + 1).map(named),
    unreached: [],
    obscured: [],
  };
  for (const fact of facts) {
    fact.scrollIntoView({ block: 'nearest' });
    if (!read(fact)) found.unreached.push(named(fact));
  }
  for (const backwards of [false, true]) {
    const able = all('main :is(a, button, summary, input:not([type=hidden]), [tabindex="0"])');
    for (const el of backwards ? able.reverse() : able) {
      if (el.disabled || !el.getClientRects().length) continue;
      el.focus();
      if (document.activeElement === el && !clear(el)) found.obscured.push(named(el));
    }
  }
  document.activeElement.blur();
  scrollTo(0, 0);
  return found;
}"""


_REST = """async (width) => {
  const late = performance.now() + 10_000;
  while ((width && innerWidth !== width) || document.getAnimations().length) {
    if (performance.now() > late) throw Error('the page does not come to rest');
    await new Promise(requestAnimationFrame);
  }
}"""


class Measured(NamedTuple):
    """A desk or a result at one size, scrolled to the top; names stand for what is not where it should be.

    ``wide`` is by how many pixels the page scrolls sideways, ``whole`` says that all of the file
    stands above the buttons, ``bar`` and ``tools`` are not wholly seen, ``cut``
    is what its own box cuts off, ``unreached`` are facts and ``obscured`` whatever takes the focus that
    scrolling does not bring clear of everything else.
    """

    wide: int
    facts: int
    seen: int
    hint: bool
    whole: bool
    bar: list[str]
    tools: list[str]
    heights: list[int]
    cut: list[str]
    unreached: list[str]
    obscured: list[str]


def rest(page: Page, width: int | None = None) -> None:
    """Wait until nothing on the page moves, and until it is as wide as it was told to be."""
    page.evaluate(_REST, width)


def measure(page: Page, width: int, height: int) -> Measured:
    """Lay the page out anew at a size and measure it."""
    page.set_viewport_size({"width": width, "height": height})
    rest(page, width)
    return Measured(**page.evaluate(_MEASURE))


def faults(found: Measured, width: int, height: int) -> list[str]:
    """What is wrong with a desk of that size, in words."""
    low = 64 if width <= PHONE else 44
    wrong = {
        "scrolls sideways": found.wide > 0,
        "not all facts, and no hint": found.seen < found.facts and not found.hint and height >= TALL,
        "a hint at nothing": found.whole and found.hint,
        f"the bar is not wholly seen: {found.bar}": bool(found.bar) and height >= LOWEST,
        f"lifelines are not wholly seen: {found.tools}": bool(found.tools) and height >= TALL,
        f"buttons of {found.heights} px": bool(found.heights) and min(found.heights) < low,
        f"cut off: {found.cut}": bool(found.cut),
        f"out of reach: {found.unreached}": bool(found.unreached),
        f"obscured with the focus: {found.obscured}": bool(found.obscured),
    }
    return [f"{width} x {height}: {sentence}" for sentence, so in wrong.items() if so]
