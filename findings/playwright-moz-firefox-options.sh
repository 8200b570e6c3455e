#!/bin/sh
# Playwright 1.64.1 drives a Firefox as it is shipped (Firefox ESR 153.8.0, Debian) by channel="moz-firefox". Three options
# of a new context are taken and do nothing there, without an error or a warning: java_script_enabled=False runs
# scripts, color_scheme="dark" shows the light scheme, has_touch=True gives no touch points, and tap() returns
# without a click. A test of a page without scripts passes although scripts ran.
# (1.65.2 does not get so far: new_context fails with "unknown command emulation.setMediaFeaturesOverride".)
# Needs firefox-esr on the PATH.
#
# Seen:
#   Firefox ESR 153
#   java_script_enabled=False: scripts ran
#   color_scheme="dark": light
#   has_touch=True: 0 touch points, tap() gives 0 clicks
set -eu
browser=$(command -v firefox-esr) || { echo "This needs firefox-esr on the PATH." >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check playwright==1.64.1

"$folder/venv/bin/python" - "$browser" >"$folder/seen" <<'PYTHON'
import sys

from playwright.sync_api import sync_playwright

QUIET = {
    "app.normandy.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
}
PAGE = """data:text/html,<title>no scripts</title><button onclick="clicks++">Press</button>
<script>document.title = "scripts ran"; clicks = 0</script>"""

with sync_playwright() as playwright:
    firefox = playwright.firefox.launch(channel="moz-firefox", executable_path=sys.argv[1], firefox_user_prefs=QUIET)
    print("Firefox ESR", firefox.version.partition(".")[0])
    page = firefox.new_context(java_script_enabled=False).new_page()
    page.goto(PAGE)
    print("java_script_enabled=False:", page.title())
    page = firefox.new_context(color_scheme="dark", has_touch=True).new_page()
    page.goto(PAGE)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    print('color_scheme="dark":', "dark" if dark else "light")
    page.tap("button")
    points, clicks = page.evaluate("[navigator.maxTouchPoints, clicks]")
    print(f"has_touch=True: {points} touch points, tap() gives {clicks} clicks")
    firefox.close()
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
Firefox ESR 153
java_script_enabled=False: scripts ran
color_scheme="dark": light
has_touch=True: 0 touch points, tap() gives 0 clicks
END
