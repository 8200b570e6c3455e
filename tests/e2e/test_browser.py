"""What ``make test`` says about browsers that are not there."""

import pytest
from tests.e2e import browser
from tests.e2e.browser import Engine
from tests.e2e.conftest import path_of

MISSING = Engine("Netscape", lambda: None, ("netscape", "mosaic"))


@pytest.fixture(autouse=True)
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with Chromium alone, on which nothing can be installed."""
    monkeypatch.setattr(browser, "FIREFOX", MISSING)
    monkeypatch.setattr(browser, "WEBKIT", MISSING)
    monkeypatch.setattr(browser, "add_packages", lambda *names: None)


def test_a_developer_is_told_what_is_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other tests run; how to get the browser is said before, and again at the end of them."""
    monkeypatch.delenv("CI", raising=False)
    assert browser.others(installing=True) == 0
    assert "LEFT OUT: the tests in Netscape" in capsys.readouterr().out
    with pytest.raises(pytest.skip.Exception, match="apt-get install netscape mosaic"):
        path_of(MISSING)


def test_playwright_is_not_asked_where_a_browser_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """That takes a second of a processor; where none starts, it is asked."""
    asked: list[str] = []
    monkeypatch.delenv(browser.OVERRIDE, raising=False)
    monkeypatch.setattr(browser, "downloaded", lambda: asked.append("Playwright") or ["theirs"])
    monkeypatch.setattr(browser, "version", lambda path: path)
    for there, found in (["ours"], "ours"), ([], "theirs"):
        assert asked == []
        monkeypatch.setattr(browser, "installed", lambda there=there: there)
        assert browser.find.__wrapped__() == found
    assert asked == ["Playwright"]


def test_ci_fails_without_an_engine(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is left out there, neither by ``make test`` nor by the tests."""
    monkeypatch.setenv("CI", "true")
    assert browser.others(installing=True) == 1
    assert "apt-get install netscape mosaic" in capsys.readouterr().err
    with pytest.raises(pytest.fail.Exception, match="Netscape is not installed"):
        path_of(MISSING)
