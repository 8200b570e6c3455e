#!/bin/sh
# Lighthouse 12.8.2 with its simulated throttling, as it comes: a page of one line on http://127.0.0.1 is first painted after
# four round trips. One is for the connection, one for the page; two are for looking up a name, which an address
# has none of. With its slow 4G of 150 ms that is 0.3 s in each figure of a page that is measured on one's own machine.
# Needs Node.js, npm, and chromium on the PATH.
#
# Seen:
#   simulated, round trips of 1 s: first paint after 4 s
set -eu
browser=$(command -v chromium) || { echo "This needs chromium on the PATH." >&2; exit 2; }
folder=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund lighthouse@12.8.2 >/dev/null
mkdir page
echo '<!doctype html><html lang="en"><title>A page</title><p>One line of text.' >page/index.html
python3 -u -m http.server --bind 127.0.0.1 --directory page 0 >served 2>/dev/null &
server=$!
until grep -q port served; do sleep 0.1; done
port=$(sed 's/.* port \([0-9]*\) .*/\1/' served | head -n 1)
export HOME="$folder"

CHROME_PATH=$browser node_modules/.bin/lighthouse "http://127.0.0.1:$port/" --quiet --output=json --output-path=report.json \
    --only-audits=first-contentful-paint --chrome-flags="--headless=new --no-sandbox --disable-dev-shm-usage" \
    --throttling.rttMs=1000 --throttling.throughputKbps=100000 --throttling.cpuSlowdownMultiplier=1 >/dev/null 2>&1
python3 - >seen <<'PYTHON'
import json

with open("report.json") as report:
    painted = json.load(report)["audits"]["first-contentful-paint"]["numericValue"]
print(f"simulated, round trips of 1 s: first paint after {painted / 1000:.0f} s")
PYTHON

cat seen
diff - seen <<'END'
simulated, round trips of 1 s: first paint after 4 s
END
