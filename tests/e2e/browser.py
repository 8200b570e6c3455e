"""The browsers that the tests drive: Chromium or Chrome, without which nothing goes, Firefox and WebKitGTK.

On a developer's machine the tests in Firefox and WebKitGTK are left out, in so many words, where these are not
installed; where the variable CI is set they must be there.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

OVERRIDE = "HIGHERTHANTHOU_TEST_BROWSER"
SHELL = "chromium-headless-shell"
"""Debian's name of Chromium without windows, which Playwright downloads, too; it needs half of the CPU time."""

NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
UNHINTED = ["--font-render-hinting=none"]
"""Arguments with which Chromium without windows sets text as the one with windows does, not to whole pixels."""

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
  - install Chromium or Chrome (on Debian, as root: apt-get install {SHELL})
  - name one that is installed elsewhere: {OVERRIDE}=/path/to/chromium make test
  - where Playwright's own was downloaded but does not start, as root:
    {sys.executable} -m playwright install-deps chromium
"""


@dataclass(frozen=True)
class Engine:
    """A browser beside Chromium: its name, how it is found, and what Debian calls it."""

    name: str
    find: Callable[[], str | None]
    packages: tuple[str, ...]

    @property
    def advice(self) -> str:
        """How to get it."""
        return f"as root on Debian: apt-get install {' '.join(self.packages)}"


def firefox() -> str | None:
    """Return the path of a Firefox that starts, or None."""
    on_path = [path for path in map(shutil.which, ("firefox-esr", "firefox")) if path]
    of_a_mac = [str(folder / "Firefox.app/Contents/MacOS/firefox") for folder in MAC_FOLDERS]
    return next(filter(version, [*on_path, *of_a_mac]), None)


def webkit() -> str | None:
    """Return the path of WebKitGTK's driver, or None where it or the screen for it is missing."""
    return shutil.which("WebKitWebDriver") if shutil.which("Xvfb") else None


FIREFOX = Engine("Firefox", firefox, ("firefox-esr",))
WEBKIT = Engine("WebKitGTK", webkit, ("webkit2gtk-driver", "xvfb"))


def in_ci() -> bool:
    """Whether no engine may be left out."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


@cache
def find() -> str | None:
    """Return the path of a browser that starts, or None; a named one that does not start raises OSError."""
    named = os.environ.get(OVERRIDE)
    if named and not version(named):
        raise OSError(f"{OVERRIDE} names {named}, which is not a browser that starts.")
    return named or next(filter(version, candidates()), None)


def candidates() -> Iterator[str]:
    """Yield what may be a browser; Playwright is not started to ask for its own where another one starts."""
    yield from installed()
    yield from downloaded()


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
    for step in (download, add_shell, add_package):
        if find() is None:
            step()
            find.cache_clear()
    return find()


def download() -> None:
    """Let Playwright download its own Chromium, which needs no root."""
    run([*PLAYWRIGHT, "install", "chromium"], seconds=180)


def add_shell() -> None:
    """Install Debian's Chromium without windows, where this is root; Ubuntu has none."""
    add_packages(SHELL)


def add_package() -> None:
    """Install Debian's Chromium, where this is root on a system of that kind."""
    add_packages("chromium")


def add_packages(*names: str) -> None:
    """Install packages of Debian, where this is root on a system of that kind."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        run(["apt-get", "update", "--quiet"], seconds=180)
        run(["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *names], seconds=900)


def run(command: list[str], seconds: int) -> None:
    """Run a command and what it starts, for so long at most; whether it went well, the next `find` tells."""
    say(f"A browser is missing: {' '.join(command)}")
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


def others(installing: bool) -> int:
    """Say which other browsers are driven and which left out; return 1 if one may not be left out."""
    code = 0
    for engine in (FIREFOX, WEBKIT):
        if installing and engine.find() is None:
            add_packages(*engine.packages)
        path = engine.find()
        if path:
            say(f"The tests in {engine.name} use {path}.")
        elif in_ci():
            sys.stderr.write(f"CI is set, so the tests need {engine.name}, too: {engine.advice}\n")
            code = 1
        else:
            say(
                f"LEFT OUT: the tests in {engine.name}, which is not installed. To have them, {engine.advice}"
            )
    return code


def main() -> int:
    """Say which browsers the tests use; with --install, install what is missing."""
    installing = "--install" in sys.argv[1:]
    try:
        path = install() if installing else find()
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if path is None:
        sys.stderr.write(ADVICE)
        return 1
    say(f"The tests use {path} ({version(path)}).")
    return others(installing)


if __name__ == "__main__":
    sys.exit(main())
