"""Templates: compiled ones are kept for the next start, and pages do without where they cannot be."""

from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.bccache import bc_magic

from higherthanthou.web.html import render


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """An environment like that of the server, which has compiled nothing yet."""
    fresh = render.templates.overlay(cache_size=400)
    monkeypatch.setattr(render, "templates", fresh)
    return fresh


def test_compiled_templates_are_kept(
    environment: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next process compiles none of those that did not change."""
    render.keep_compiled(tmp_path / "kept")
    render.load_templates("_")
    assert len(list((tmp_path / "kept").iterdir())) == len(environment.list_templates(filter_func=_is_shared))
    assert environment.cache is not None
    environment.cache.clear()

    def compiled(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(type(environment), "compile", compiled)
    render.load_templates("_")


def _is_shared(name: str) -> bool:
    return name.startswith("_")


@pytest.mark.parametrize("broken", [b"", bc_magic, bc_magic + b"no pickle", bc_magic[:4]])
def test_a_broken_file_is_compiled_anew(environment: Environment, tmp_path: Path, broken: bytes) -> None:
    """A disk may damage what is kept, and a page must not fail for it."""
    render.keep_compiled(tmp_path / "kept")
    render.load_templates("_")
    for kept in (tmp_path / "kept").iterdir():
        kept.write_bytes(broken)
    assert environment.cache is not None
    environment.cache.clear()
    assert "Nothing" in render.said_aloud("Nothing")


def test_pages_do_without_kept_templates(environment: Environment, tmp_path: Path) -> None:
    """Where the folder is gone, or is none."""
    (tmp_path / "kept").write_text("no folder")
    render.keep_compiled(tmp_path / "kept")
    assert "Nothing" in render.said_aloud("Nothing")
