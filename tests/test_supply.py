"""What is shipped, and what it is made of: the wheel, the vendored htmx, and the locked packages."""

import hashlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
WORDS = "4bd17cac9d148da816f665dac88be64860fc43540d56d5803ea03e04f6fea4e0"
HX_SSE = "18ef2761356ec1fe0bb6d92612315b37517a7c1e9856b661c5ae81fef239d103"
HTMX = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"
"""SHA-256 of dist/htmx.min.js in the npm package htmx.org 4.0.1."""

FOLDERS = {"src/higherthanthou": "", "templates": "templates/", "static": "static/", "seed": "seed/"}


def test_the_wheel_holds_what_the_game_needs_and_nothing_else(tmp_path: Path) -> None:
    """Every source file, template, static file and seed, the licences, and no test, cache or database."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    [wheel] = tmp_path.glob("*.whl")
    names = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {
        f"higherthanthou/{inside}{path.relative_to(ROOT / folder).as_posix()}"
        for folder, inside in FOLDERS.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == expected
    about = [name for name in ZipFile(wheel).namelist() if ".dist-info/" in name]
    licences = {name.rpartition("/")[2] for name in about if "/licenses/" in name}
    assert licences == {
        "LICENSE",
        "htmx-LICENSE.txt",
        "LDNOOBW-LICENSE.txt",
        "Archivo-OFL.txt",
        "MartianMono-OFL.txt",
        "PublicSans-OFL.txt",
    }


def test_htmx_is_the_published_one() -> None:
    """Byte for byte, with its extension for streams from the same package, and the licence of both."""
    vendored = {path.name: path.read_bytes() for path in (ROOT / "static/vendor").glob("*.js")}
    digests = {name: hashlib.sha256(body).hexdigest() for name, body in vendored.items()}
    assert digests == {"htmx-4.0.1.min.js": HTMX, "hx-sse-4.0.1.min.js": HX_SSE}
    assert (ROOT / "static/vendor/htmx-LICENSE.txt").is_file()


def test_the_word_lists_are_the_published_ones() -> None:
    """Byte for byte those of naughty-words 1.2.0, with their licence beside them."""
    lists = b"".join(path.read_bytes() for path in sorted((ROOT / "seed/words").glob("*.json")))
    assert hashlib.sha256(lists).hexdigest() == WORDS
    assert (ROOT / "seed/words/LDNOOBW-LICENSE.txt").is_file()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_every_package_is_locked_by_hash(name: str) -> None:
    """A version and a hash each, no address; everything that pyproject.toml asks for is in it."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index|--find-links|file:", text)
    locked = re.findall(
        r"^([a-z0-9._-]+)(?:\[[a-z0-9,]+\])?==\S+(?: ; .*?)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
        text,
        re.M,
    )
    names = {package for package, _ in locked}
    assert len(locked) == len(re.findall(r"^[a-z0-9].*==", text, re.M))
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(asked["project"]["dependencies"])
    if "test" in name:
        wanted += asked["dependency-groups"]["test"] + asked["dependency-groups"]["lint"]
    for requirement in wanted:
        assert re.match(r"[a-z0-9._-]+", requirement.lower())[0].replace("_", "-") in names
