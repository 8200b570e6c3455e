#!/bin/sh
# htmx 4.0.1 in a Chromium: what hx-disable has disabled is enabled again only after htmx:finally:request was sent to its
# listeners. The last event of a request is therefore too early to give the focus back to the button that was pressed:
# focus() on a disabled button does nothing. A timer of 0 ms from the same listener works.
# Needs npm, and a Chromium or Chrome on the PATH.
#
# Seen:
#   in htmx:finally:request: disabled, focus on BODY
#   0 ms later: enabled, focus on BUTTON
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

PAGE = """<!doctype html><title>t</title><script src="/htmx.js"></script>
<form hx-post="/guess" hx-target="#said" hx-disable="find button"><button>Higher</button></form><p id="said"></p>
<script>
const look = () => {
  const button = document.querySelector("button");
  button.focus();
  return (button.disabled ? "disabled" : "enabled") + ", focus on " + document.activeElement.tagName;
};
window.seen = [];
document.addEventListener("htmx:finally:request", () => {
  document.activeElement.blur();
  window.seen.push("in htmx:finally:request: " + look());
  setTimeout(() => window.seen.push("0 ms later: " + look()), 0);
});
</script>"""


def answer(route: Route) -> None:
    path = route.request.url.rpartition("/")[2]
    body = {"": PAGE, "htmx.js": Path(sys.argv[2]).read_text(), "guess": "Right"}[path]
    route.fulfill(body=body, content_type="text/javascript" if path == "htmx.js" else "text/html")


with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path=sys.argv[1])
    page = chromium.new_page()
    page.route("**/*", answer)
    page.goto("http://game.test/")
    page.click("button")
    page.wait_for_function("() => window.seen.length === 2")
    print("\n".join(page.evaluate("window.seen")))
    chromium.close()
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
in htmx:finally:request: disabled, focus on BODY
0 ms later: enabled, focus on BUTTON
END
