"""A real Chromium before real processes: both faces and the worker, as `make run` starts them."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from portal.settings import PROJECT
from tests.browser.walking import press
from tests.support_mail import free_port

if TYPE_CHECKING:
    from tests.conftest import Prepared
    from tests.support_postgresql import PostgresqlServer

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
# Minutes, because on a busy machine three processes start slowly.
_STARTED, _SECONDS = "Press Ctrl+C to stop.", 180


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that `-m "not browser"` leaves them out.

    The tests of a file on one database stay together: a worker that changes to another starts the portal anew.
    """
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            database = item.callspec.params.get("database_kind") if hasattr(item, "callspec") else None
            item.add_marker(pytest.mark.xdist_group(f"{item.path.name} {database}"))


@dataclass(frozen=True)
class Site:
    """The portal as people reach it."""

    public: str
    staff: str
    folder: Path
    database_url: str
    email: str
    password: str

    def mails(self) -> list[Path]:
        """Give the messages that were written to files, oldest first."""
        return sorted((self.folder / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)


def _served(folder: Path, database: str, password: str) -> Iterator[Site]:
    """Start the three processes and end them, children included, whatever happens."""
    port = free_port(and_the_next=1)
    command = [sys.executable, "-m", "portal.cli", "serve", "--no-prepare", "--port", str(port)]
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    settings = {"PORTAL_INSTANCE": str(folder), "PORTAL_DATABASE_URL": database, "PYTHONUNBUFFERED": "1"}
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env={**outside, **settings},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
    try:
        _wait_until_started(process, folder)
        email = "sample.officer@example.org"
        yield Site(
            f"http://127.0.0.1:{port}", f"http://localhost:{port + 1}", folder, database, email, password
        )
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        assert process.stdout is not None
        process.stdout.close()


def _wait_until_started(process: subprocess.Popen[str], folder: Path) -> None:
    # The whole group: the children hold the pipe that is read here.
    too_late = threading.Timer(_SECONDS, lambda: os.killpg(process.pid, signal.SIGKILL))
    too_late.start()
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if _STARTED in line:
                return
        pytest.fail(f"the portal did not start:\n{(folder / 'serve.log').read_text()}")
    finally:
        too_late.cancel()


@pytest.fixture(scope="session")
def site(
    database_kind: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Site]:
    """Serve a copy of the prepared installation, on SQLite or on PostgreSQL."""
    prepared: Prepared = request.getfixturevalue(f"prepared_{database_kind}")
    folder = tmp_path_factory.mktemp(f"site-{database_kind}") / "instance"
    shutil.copytree(prepared.folder, folder)
    if database_kind == "sqlite":
        yield from _served(folder, f"sqlite:///{folder / prepared.database}", prepared.sample_password)
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    with server.database(like=prepared.database) as name:
        yield from _served(folder, server.address(name), prepared.sample_password)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("the browser tests need Chromium: apt-get install chromium-headless-shell", pytrace=False)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=flags)
        yield chromium
        chromium.close()


def _context(browser: Browser, site: Site, *, scripts: bool = True) -> Iterator[BrowserContext]:
    """Give a fresh browser window that never leaves the portal and whose pages report no fault."""
    context = browser.new_context(viewport=WIDE, locale="en-GB", java_script_enabled=scripts)
    context.set_default_timeout(10_000)
    strangers: list[str] = []
    ours = (site.public, site.staff)
    context.on(
        "request", lambda request: None if request.url.startswith(ours) else strangers.append(request.url)
    )
    complaints: list[str] = []
    context.on(
        "console", lambda message: complaints.append(message.text) if message.type == "error" else None
    )
    yield context
    context.close()
    assert not strangers, "a page asked another server for something"
    assert not [text for text in complaints if not re.search(r"status of (400|403|404)", text)]


@pytest.fixture
def window(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """Give a browser window."""
    yield from _context(browser, site)


@pytest.fixture
def page(window: BrowserContext) -> Page:
    """Give a tab of a family."""
    return window.new_page()


@pytest.fixture
def plain_page(browser: Browser, site: Site) -> Iterator[Page]:
    """Give a tab in which scripts are off."""
    for context in _context(browser, site, scripts=False):
        yield context.new_page()


@pytest.fixture
def staff_page(window: BrowserContext, site: Site) -> Page:
    """Give a tab of the sample officer, signed in."""
    page = window.new_page()
    page.goto(f"{site.staff}/sign-in")
    page.get_by_label("E-mail address").fill(site.email)
    page.get_by_label("Password").fill(site.password)
    press(page, "Sign in")
    page.get_by_role("heading", name="Your work").wait_for()
    return page
