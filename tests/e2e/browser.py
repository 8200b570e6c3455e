"""The browser that the tests drive: an installed Chromium or Chrome, else the one Playwright downloads."""

import os
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

OVERRIDE = "HIGHERTHANTHOU_TEST_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_PROGRAMS = ("Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium")
MAC_FOLDERS = (Path("/Applications"), Path.home() / "Applications")
PLAYWRIGHT = [sys.executable, "-m", "playwright"]
PRINT_ITS_PATH = """\
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
ADVICE = f"""\
The tests need a browser, and none was found that starts. Any of these helps:
  - install Chromium or Chrome (on Debian, as root: apt-get install chromium)
  - name one that is installed elsewhere: {OVERRIDE}=/path/to/chromium make test
  - where Playwright's own was downloaded but does not start, as root:
    {sys.executable} -m playwright install-deps chromium
"""


@cache
def find() -> str | None:
    """Return the path of a browser that starts, or None; a named one that does not start raises OSError."""
    named = os.environ.get(OVERRIDE)
    if named and not version(named):
        raise OSError(f"{OVERRIDE} names {named}, which is not a browser that starts.")
    return named or next(filter(version, [*installed(), *downloaded()]), None)


def installed() -> list[str]:
    """Return the browsers known by name, on PATH or among the applications of a Mac."""
    on_path = [path for path in map(shutil.which, NAMES) if path]
    return on_path + [str(folder / program) for program in MAC_PROGRAMS for folder in MAC_FOLDERS]


def downloaded() -> list[str]:
    """Return where Playwright keeps its Chromium, asked in a new process: a test may hold Playwright."""
    return output([sys.executable, "-c", PRINT_ITS_PATH]).splitlines()


def version(path: str) -> str:
    """Return what the browser calls itself; empty where it does not start, such as Ubuntu's placeholder."""
    return output([path, "--version"])


def output(command: list[str]) -> str:
    """Return what a command prints, or an empty text where it fails."""
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""


def install() -> str | None:
    """Return what `find` does, after installing a browser where there is none."""
    for step in (download, add_package):
        if find() is None:
            step()
            find.cache_clear()
    return find()


def download() -> None:
    """Let Playwright download its own Chromium, which needs no root."""
    run([*PLAYWRIGHT, "install", "chromium"], seconds=180)


def add_package() -> None:
    """Install Debian's Chromium, where this is root on a system of that kind."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        run(["apt-get", "update", "--quiet"], seconds=180)
        run(["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", "chromium"], seconds=900)


def run(command: list[str], seconds: int) -> None:
    """Run a command and what it starts, for so long at most; whether it went well, the next `find` tells."""
    say(f"No browser yet: {' '.join(command)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        say(f"Given up after {seconds} seconds.")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def say(sentence: str) -> None:
    """Print a line at once, in step with what the commands print."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def main() -> int:
    """Say which browser the tests use; with --install, install one where there is none."""
    try:
        path = install() if "--install" in sys.argv[1:] else find()
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if path is None:
        sys.stderr.write(ADVICE)
        return 1
    say(f"The tests use {path} ({version(path)}).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
