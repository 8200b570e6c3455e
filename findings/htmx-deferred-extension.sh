#!/bin/sh
# htmx 4.0.1 in a Chromium: loaded by a script with defer, htmx starts in a timer of 0 ms, not at DOMContentLoaded, because
# the document is no longer loading by then. An extension in the next script with defer is therefore too late
# whenever it arrives after htmx: it registers without a word, and elements that were in the page never get it. From a
# cache, or on a fast line, both run before the timer, and all is well; so it fails now and then.
# Without defer htmx waits for DOMContentLoaded, and the same late extension is in time.
# Needs npm, and a Chromium or Chrome on the PATH.
#
# Seen:
#   defer, extension 300 ms later: never connected
#   no defer, extension 300 ms later: connected
set -eu
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
    { echo "This needs Chromium or Chrome on the PATH." >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check playwright==1.64.1
npm install --silent --no-audit --no-fund --prefix "$folder" htmx.org@4.0.1 >/dev/null

"$folder/venv/bin/python" - "$browser" "$folder/node_modules/htmx.org/dist" >"$folder/seen" <<'PYTHON'
import sys
import time
from pathlib import Path

from playwright.sync_api import Route, sync_playwright

DIST = Path(sys.argv[2])
PAGE = """<!doctype html><title>t</title><script src="/htmx.js" {defer}></script>
<script src="/sse.js" {defer}></script><div hx-sse:connect="/events"></div>"""
LOOK = 2000  # milliseconds


def look(browser, defer: str, late: float) -> str:
    asked = []

    def answer(route: Route) -> None:
        path = route.request.url.rpartition("/")[2]
        if path == "events":
            asked.append(path)
            route.fulfill(body="data: x\n\n", content_type="text/event-stream")
        elif path == "htmx.js":
            route.fulfill(body=(DIST / "htmx.min.js").read_text(), content_type="text/javascript")
        elif path == "sse.js":
            time.sleep(late)
            route.fulfill(body=(DIST / "ext/hx-sse.min.js").read_text(), content_type="text/javascript")
        else:
            route.fulfill(body=PAGE.format(defer=defer), content_type="text/html")

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto("http://game.test/")
    page.wait_for_function("() => window.htmx")
    page.wait_for_timeout(LOOK)
    page.close()
    return "connected" if asked else "never connected"


with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path=sys.argv[1])
    print("defer, extension 300 ms later:", look(chromium, "defer", 0.3))
    print("no defer, extension 300 ms later:", look(chromium, "", 0.3))
    chromium.close()
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
defer, extension 300 ms later: never connected
no defer, extension 300 ms later: connected
END
