"""A sentence that somebody reads stands in one place, and a limit that is told is the one that is kept."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from math import ceil
from pathlib import Path

from higherthanthou.authoring import deckfile
from higherthanthou.authoring.pictures import picture
from higherthanthou.web.forms.multipart import TOGETHER
from higherthanthou.web.forms.reading import BODY
from higherthanthou.web.http.protocol import HEAD

TOP = Path(__file__).parent.parent
SOURCE, TEMPLATES, DOCS = TOP / "src" / "higherthanthou", TOP / "templates", TOP / "docs"
SHORT = 30
"""A sentence with no more characters may stand twice: "Back to the files", "Higher Than Thou"."""

MB = 1024**2


def python_texts(tree: ast.Module) -> Iterator[str]:
    """Every text of a module that is no docstring; what is filled in is an ellipsis."""
    mute = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    mute |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in mute:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            yield node.value if isinstance(node.value, str) else node.value.decode("latin-1")


def template_texts(source: str) -> Iterator[str]:
    """Every text of a template, in its attributes as well; what is filled in is an ellipsis."""
    source = re.sub(r"\{#.*?#\}", "", source, flags=re.S)
    yield from re.findall(r"\"([^\"<>]*)\"", source)
    yield from re.split(r"<[^>]*>|\{%.*?%\}", re.sub(r"\{\{.*?\}\}", "…", source, flags=re.S), flags=re.S)


def sentences(text: str) -> Iterator[str]:
    """What of a text would be noticed if it stood elsewhere, too."""
    for part in re.split(r"(?<=[.!?])\s+|\n\n", text):
        sentence = " ".join(part.split())
        if len(sentence) > SHORT and sentence[0].isupper() and sentence.count(" ") > 2:
            yield sentence


def test_no_sentence_stands_twice() -> None:
    """Neither in two modules, nor in two templates, nor in one of each."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in SOURCE.rglob("*.py"):
        if "migrations" not in path.parts:  # each is as it was when it was released
            for number, text in enumerate(python_texts(ast.parse(path.read_text()))):
                for sentence in sentences(text):
                    found[sentence].add(f"{path.relative_to(TOP)}, text {number}")
    for path in TEMPLATES.rglob("*.html"):
        for number, text in enumerate(template_texts(path.read_text())):
            for sentence in sentences(text):
                found[sentence].add(f"{path.relative_to(TOP)}, text {number}")
    assert len(found) > 200
    assert {sentence: places for sentence, places in found.items() if len(places) > 1} == {}


def test_templates_have_no_limit_of_their_own() -> None:
    """They are handed it."""
    for path in TEMPLATES.rglob("*.html"):
        assert not re.search(r"\d ?MB|\d megapixels|\d rows", path.read_text()), path


def test_the_page_for_self_hosting_tells_the_limits_that_are_kept() -> None:
    """A proxy set up by it lets through the largest form that we take, and not much more."""
    written = (DOCS / "self-hosting.md").read_text()
    assert re.findall(r"client_max_body_size (\d+)m;", written) == [str(ceil((TOGETHER + BODY) / MB))]
    for said in (
        f"Deck files {deckfile.MOST_BYTES // MB} MB and {deckfile.MOST_PROFILES:,} profiles",
        f"pictures {picture.MOST_BYTES // MB} MB",
        f"forms {BODY // 1024} KB",
        f"heads of requests {HEAD // 1024} KB",
    ):
        assert said in " ".join(written.split()), said
    assert f"{TOGETHER // MB} MB together" in (DOCS / "contract.md").read_text()
