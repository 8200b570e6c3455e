#!/bin/sh
# limits 5.8.0 (in memory): the moving window keeps an entry for every key it has ever met, for good. Its timer
# empties the lists of the keys but leaves the empty lists; the fixed window drops a key soon after its time is over.
# A server that limits by address or by account therefore grows with everybody who ever came, and the timer walks
# through all of them.
#
# Seen: 2,000 keys with a window of a second, three seconds later, and one more key:
#   MovingWindowRateLimiter keeps 2001 keys, 2000 of them empty
#   FixedWindowRateLimiter keeps 1 keys, 0 of them empty
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check limits==5.8.0

"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
from time import sleep

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter

for strategy in (MovingWindowRateLimiter, FixedWindowRateLimiter):
    storage = MemoryStorage()
    limiter = strategy(storage)
    rate = parse("5/second")
    for number in range(2000):
        limiter.hit(rate, f"address {number}")
    sleep(3)
    limiter.hit(rate, "the last")
    sleep(0.5)  # the timer that the last hit started has run
    kept = [*storage.events.values(), *storage.storage.values()]
    empty = sum(not one for one in kept)
    print(f"{strategy.__name__} keeps {len(kept)} keys, {empty} of them empty")
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
MovingWindowRateLimiter keeps 2001 keys, 2000 of them empty
FixedWindowRateLimiter keeps 1 keys, 0 of them empty
END
