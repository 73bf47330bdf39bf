"""Signing in, in a browser: invited by e-mail, a password, a second factor, and where one is signed in."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from portal.infra.clock import now
from portal.settings import PROJECT
from tests.browser.conftest import WIDE, Site
from tests.browser.inspection import assert_good
from tests.browser.walking import follow, heading, press
from tests.support_mail import MailSink, free_port

if TYPE_CHECKING:
    from tests.conftest import Prepared

pytestmark = pytest.mark.sqlite

ADA, PAT = "ada.admin@orchard.example.org", "pat@hopyardyouth.example.org"
PASSWORD = "kettle lantern marigold"
_MOST_SECONDS = 180


@pytest.fixture
def mailed_site(prepared_sqlite: "Prepared", tmp_path: Path, mail_sink: MailSink) -> Iterator[Site]:
    """Serve an installation that sends by a mail server and in which staff need a second factor."""
    folder, port = tmp_path / "instance", free_port(and_the_next=1)
    shutil.copytree(prepared_sqlite.folder, folder)
    database = f"sqlite:///{folder / prepared_sqlite.database}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")},
        "PORTAL_INSTANCE": str(folder),
        "PORTAL_DATABASE_URL": database,
        "PORTAL_MAIL": f"smtp://127.0.0.1:{mail_sink.port}",
        "PORTAL_SECOND_FACTOR": "staff",
        "PORTAL_STAFF_URL": f"http://localhost:{port + 1}",
        "PORTAL_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "portal.cli"]
    invite = [*command, "user", "invite", ADA, "--name", "Ada Example", "--role", "admin"]
    subprocess.run(invite, cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL)
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "serve", "--no-prepare", "--port", str(port)],
            cwd=PROJECT,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _wait_for(process, folder / "serve.log")
        yield Site(
            f"http://127.0.0.1:{port}", f"http://localhost:{port + 1}", folder, database, ADA, PASSWORD
        )
    finally:
        _stop(process)


def _wait_for(process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until all three processes run; nothing is read from a pipe that a child could keep open."""
    for _turn in range(_MOST_SECONDS * 10):
        if "Press Ctrl+C to stop." in log.read_text():
            return
        assert process.poll() is None, f"the portal did not start:\n{log.read_text()}"
        time.sleep(0.1)
    raise AssertionError(f"the portal did not start in {_MOST_SECONDS} seconds:\n{log.read_text()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the three processes, by force when they do not."""
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """Give a tab without scripts: none is needed to sign in."""
    context = browser.new_context(viewport=WIDE, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def _link_for(sink: MailSink, email: str) -> str:
    """Wait for a message; give the path of its link."""
    for _turn in range(200):
        found: list[Message] = [message for message in sink.messages if message["To"] == email]
        if found:
            words = found[-1].get_payload(decode=True)
            assert isinstance(words, bytes)
            address = re.search(r"https?://\S+", words.decode())
            assert address is not None
            return urlsplit(address[0]).path
        time.sleep(0.1)
    raise AssertionError(f"no message for {email} within 20 seconds")


def _choose_password(page: Page, address: str) -> None:
    page.goto(address)
    assert_good(page)
    page.get_by_label("New password").fill("passwordpassword1")
    press(page, "Save my password")
    expect(page.locator(".error-summary")).to_contain_text("easy to guess")
    assert_good(page)
    page.get_by_label("New password").fill(PASSWORD)
    press(page, "Save my password")
    assert heading(page) == "Sign in"


def _give_password(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def _enrol(page: Page) -> list[str]:
    """Set an app up by typing its key; give the recovery codes."""
    assert heading(page) == "Set up your second factor"
    expect(page.get_by_role("img", name="QR code for your app")).to_be_visible()
    assert_good(page)
    key = page.locator("dd code").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(pyotp.TOTP(key).at(now()))
    press(page, "Continue")
    assert heading(page) == "Keep your recovery codes"
    assert_good(page)
    codes = page.locator(".codes code").all_inner_texts()
    follow(page, "I have kept them")
    return codes


def _sign_in_elsewhere(browser: Browser, site: Site, code: str) -> None:
    """Sign in in a second browser with a recovery code, without scripts."""
    context = browser.new_context(viewport=WIDE, locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.staff}/sign-in")
    _give_password(page, ADA)
    page.get_by_label("Code").fill(code.lower())
    press(page, "Continue")
    assert heading(page) == "Your work"
    context.close()


def test_from_the_invitation_to_the_work_and_the_list_of_sign_ins(
    tab: Page, browser: Browser, mailed_site: Site, mail_sink: MailSink
) -> None:
    _choose_password(tab, mailed_site.staff + _link_for(mail_sink, ADA))
    assert_good(tab)
    _give_password(tab, ADA)
    codes = _enrol(tab)
    assert heading(tab) == "Your work"
    assert_good(tab)
    _sign_in_elsewhere(browser, mailed_site, codes[0])
    tab.goto(f"{mailed_site.staff}/account")
    expect(tab.get_by_text("9 codes are left.")).to_be_visible()
    assert tab.locator("tbody tr").count() == 2
    assert_good(tab)
    press(tab, "End all others")
    assert tab.locator("tbody tr").count() == 1
    tab.goto(f"{mailed_site.staff}/confirm")
    assert_good(tab)


def test_an_admin_invites_a_provider_who_signs_in_on_the_families_face(
    tab: Page, mailed_site: Site, mail_sink: MailSink
) -> None:
    _choose_password(tab, mailed_site.staff + _link_for(mail_sink, ADA))
    _give_password(tab, ADA)
    _enrol(tab)
    follow(tab, "People who sign in")
    assert_good(tab)
    follow(tab, "Invite somebody")
    press(tab, "Send the invitation")
    expect(tab.locator(".error-summary")).to_contain_text("Enter the name")
    assert_good(tab)
    tab.get_by_label("Name", exact=True).fill("Pat Example")
    tab.get_by_label("E-mail address").fill(PAT)
    tab.get_by_label("Provider", exact=True).check()
    tab.get_by_label("Organisation").select_option(label="Hop Yard Youth")
    press(tab, "Send the invitation")
    follow(tab, "Pat Example")
    assert_good(tab)
    _choose_password(tab, mailed_site.public + _link_for(mail_sink, PAT))
    _give_password(tab, PAT)
    assert heading(tab) == "Hop Yard Youth"
    assert_good(tab)
    tab.goto(f"{mailed_site.public}/providers/forgotten-password")
    assert_good(tab)
    tab.get_by_label("E-mail address").fill(PAT)
    press(tab, "Send me a link")
    assert_good(tab)
    tab.goto(f"{mailed_site.public}/providers/new-password/none")
    assert heading(tab) == "This link does not work any more"
    assert_good(tab)
