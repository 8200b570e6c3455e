#!/bin/sh
# Python 3.11 to 3.14 (python/cpython issue 130895, open): with the start method "forkserver", each start of a process
# asks of all others whether they have ended. An exit code can be read once; the thread that comes second finds
# nothing and notes 255, even over the code that the first one has read. So a program that starts processes in several
# threads sees failures of processes that ended well.
#
# Seen with Python 3.11.7, four threads:
#   of processes that end with 0, some have the exit code 255; the others: {0}
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/start.py" <<'PYTHON'
import multiprocessing
import sys
from threading import Thread

THREADS, MOST = 4, 1000


def end() -> None:
    """Do nothing, and end with 0."""


def start(codes: list[int | None]) -> None:
    """Start one process after the other, until one of any thread seems to have failed."""
    for _ in range(MOST):
        process = context.Process(target=end)
        process.start()
        process.join()
        codes.append(process.exitcode)
        if 255 in codes:
            return


if __name__ == "__main__":
    context = multiprocessing.get_context("forkserver")
    sys.setswitchinterval(1e-5)  # threads take turns more often, so that it is seen sooner
    codes: list[int | None] = []
    threads = [Thread(target=start, args=(codes,)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    failed = "some have" if 255 in codes else "none has"
    print(f"of processes that end with 0, {failed} the exit code 255; the others: { {*codes} - {255, None} }")
PYTHON

python3 "$folder/start.py" >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'END'
of processes that end with 0, some have the exit code 255; the others: {0}
END
