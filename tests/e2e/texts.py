"""Texts of a page that cannot be read: cut, covered, broken, or without room around them."""

from playwright.sync_api import Page
from tests.e2e.layout import rest

SIZES = ((390, 664), (390, 844), (1280, 860))

_UNREADABLE = """() => {
  const found = [], pen = document.createElement('canvas').getContext('2d');
  const unshown = (head) => head && getComputedStyle(head).position === 'absolute';
  const all = (selector) => [...document.querySelectorAll(selector)].filter((el) =>
    el.checkVisibility({ visibilityProperty: true }) && !el.closest('.unseen') && !unshown(el.closest('thead')) && el.getBoundingClientRect().width > 1);
  const named = (el) => (el.getAttribute('aria-label') || el.name || el.textContent.trim() || el.tagName).slice(0, 30);
  const say = (what, ...els) => found.push([what, ...els.map(named)].join(': '));
  const lines = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((r) => r.width > 2 && r.height > 2);
  };
  for (const el of all('label, button, .button, dt, .tab, legend, .sheet tbody :is(th, td)'))
    if (el.scrollWidth > el.clientWidth + 1 && getComputedStyle(el).display !== 'inline') say('cut', el);
  for (const el of all('select:not([name$=_column])')) {  // titles of a host's columns may be any length
    const style = getComputedStyle(el);
    pen.font = style.font;
    const room = el.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if ([...el.options].some((option) => pen.measureText(option.text).width > room + 1)) say('cut', el);
  }
  for (const el of all('.import-facts input'))
    if (el.scrollWidth > el.clientWidth + 1 && getComputedStyle(el).textOverflow !== 'ellipsis') say('cut', el);
  for (const fact of all('.fact')) {
    const right = Math.max(...lines(fact.querySelector('dt')).map((r) => r.right));
    if (fact.querySelector('dd').getBoundingClientRect().left - right < 8) say('no gap', fact);
  }
  for (const sheet of all('.sheet')) {
    const above = sheet.previousElementSibling;
    if (above && sheet.getBoundingClientRect().top - above.getBoundingClientRect().bottom < 8) say('no gap', above);
  }
  for (const cell of all('.day-files [class^="judged"]'))
    if (new Set(lines(cell).map((r) => Math.round(r.top))).size > 1) say('broken', cell);
  for (const cell of all('.sheet-number:not([data-label])'))
    if (getComputedStyle(cell).display === 'block' && cell.textContent.trim()) say('no label', cell);
  for (const verdict of all('.verdict'))
    if (verdict.querySelector('.verdict-name').clientWidth < verdict.clientWidth / 2) say('narrow', verdict);
  const spots = all('main :is(h1, h2, h3, p, dt, dd, li, a, label, span, th, td)').flatMap((el) =>
    [...el.childNodes].filter((node) => node.nodeType === 3 && node.data.trim() && !el.closest('.guess, .again, .file-more'))  // these stay in place, and facts scroll under them
      .flatMap((node) => lines(node).map((rect) => [el, rect])));
  spots.push(...all('main img').map((el) => [el, el.getBoundingClientRect()]));
  spots.forEach(([el, a], n) => spots.slice(n + 1).forEach(([other, b]) => {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (el !== other && across > 2 && down > 4) say('covered', el, other);
  }));
  return found;
}"""


def unreadable(page: Page) -> list[str]:
    """What is wrong with the texts of the page at each of the sizes, in words."""
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        rest(page, width)
        found += [f"{width} x {height}: {fault}" for fault in page.evaluate(_UNREADABLE)]
    return found
