"""Firefox and WebKitGTK, started for tests: neither calls anybody but the game."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright
from selenium import webdriver
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.file_detector import UselessFileDetector
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

NOWHERE = 9
"""A port of this machine at which nobody answers, for what Firefox would ask of others: loopback needs no proxy."""

PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": NOWHERE,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": NOWHERE,
    # Without it Firefox tries to fetch its remote settings without end; it is heeded with the variable below.
    "services.settings.server": "data:,#remote-settings-dummy/v1",
}
HEEDED = {"MOZ_REMOTE_SETTINGS_DEVTOOLS": "1"}

DRAWN = {"WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
"""Without a graphics card, layers that it would put together are drawn by the processor: a fifth of all that WebKit does."""


def start_firefox(playwright: Playwright, path: str) -> Browser:
    """Debian's Firefox, which Playwright drives by WebDriver BiDi: taps do nothing there, schemes cannot be emulated."""
    return playwright.firefox.launch(
        channel="moz-firefox",
        executable_path=path,
        firefox_user_prefs=PREFERENCES,
        env={**os.environ, **HEEDED},
    )


@contextmanager
def start_webkit(driver: str, log: Path) -> Iterator[WebDriver]:
    """WebKitGTK's own small browser on a screen of its own; full-screen, or a toolbar would take 38 pixels."""
    with screen() as display:
        options = Options()
        options.add_argument("--automation")
        options.add_argument("--full-screen")
        environment = {**os.environ, "DISPLAY": display, "NO_AT_BRIDGE": "1", **DRAWN}
        service = Service(driver, env=environment, log_output=str(log))
        service.start()
        started = None
        try:
            # Not webdriver.WebKitGTK: in 4.51 it makes its connection in a way that Selenium itself warns of.
            connection = RemoteConnection(client_config=ClientConfig(service.service_url))
            started = webdriver.Remote(connection, options=options, file_detector=UselessFileDetector())
            yield started
        finally:
            if started:
                started.quit()
            service.stop()


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees; its name. The server chooses a number that is free."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    try:
        yield f":{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()
