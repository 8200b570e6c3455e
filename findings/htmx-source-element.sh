#!/bin/sh
# htmx 4.0.1 in a Chromium: after a form has replaced a part of the page that it stands in (outerHTML), the context of
# htmx:after:swap names as its sourceElement the element that was swapped in, not the form that was sent. Until
# htmx:before:swap it is the form. Whoever wants to know after the swap what was pressed has to remember it before.
# Needs npm, and a Chromium or Chrome on the PATH.
#
# Seen:
#   htmx:before:request: FORM
#   htmx:before:swap: FORM
#   htmx:after:swap: SECTION
set -eu
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
    { echo "This needs Chromium or Chrome on the PATH." >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check playwright==1.64.1
npm install --silent --no-audit --no-fund --prefix "$folder" htmx.org@4.0.1 >/dev/null

"$folder/venv/bin/python" - "$browser" "$folder/node_modules/htmx.org/dist/htmx.min.js" >"$folder/seen" <<'PYTHON'
import sys
from pathlib import Path

from playwright.sync_api import Route, sync_playwright

TABLE = '<section id="table"><form hx-post="/guess" hx-target="#table" hx-swap="outerHTML"><button>Higher</button></form></section>'
PAGE = f"""<!doctype html><title>t</title><script src="/htmx.js"></script>{TABLE}
<script>
window.seen = [];
for (const name of ["htmx:before:request", "htmx:before:swap", "htmx:after:swap"])
  document.addEventListener(name, (event) => {{
    const source = event.detail.ctx.sourceElement;
    window.seen.push(name + ": " + (source ? source.tagName : source));
  }});
</script>"""


def answer(route: Route) -> None:
    path = route.request.url.rpartition("/")[2]
    body = {"": PAGE, "htmx.js": Path(sys.argv[2]).read_text(), "guess": TABLE}[path]
    route.fulfill(body=body, content_type="text/javascript" if path == "htmx.js" else "text/html")


with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path=sys.argv[1])
    page = chromium.new_page()
    page.route("**/*", answer)
    page.goto("http://game.test/")
    page.click("button")
    page.wait_for_function("() => window.seen.length >= 3")
    print("\n".join(page.evaluate("window.seen")))
    chromium.close()
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
htmx:before:request: FORM
htmx:before:swap: FORM
htmx:after:swap: SECTION
END
