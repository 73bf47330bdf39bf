"""Asking for links, and reading the messages in which they come."""

import re
from email import message_from_bytes, policy
from urllib.parse import urlsplit

from bs4 import Tag

from tests.careful_client import Answers, CarefulClient
from tests.installation import Installation

MAIL = "sam@example.org"
_LINK = re.compile(r"https?://\S+/open/[A-Za-z0-9_-]{43}")


def links_sent(installation: Installation, to: str = MAIL) -> list[str]:
    """Give the paths of all links that were sent to an address, oldest first; the worker has a turn before."""
    installation.work()
    found = []
    for path in installation.mails():
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        if message["To"] == to:
            found += _LINK.findall(message.get_content())
    return [urlsplit(link).path for link in found]


def last_link(installation: Installation, to: str = MAIL) -> str:
    """Give the path of the newest link that was sent to an address."""
    return links_sent(installation, to)[-1]


def begun(client: CarefulClient, help_now: str = "no") -> None:
    """Begin to ask for a short break: the first page is answered, the second one is open."""
    client.visit("/ask")
    client.press("Start")
    client.press("Continue", {"urgent_help": help_now})


def leave(client: CarefulClient, answers: Answers | None = None) -> None:
    """Press “Save and come back later”, whose form goes to an address of its own."""
    words = "Save and come back later"
    button = next(one for one in client.page.find_all("button") if one.get_text().strip() == words)
    form = client.page.find("form", id="answers")
    assert isinstance(form, Tag)
    client.post(str(button["formaction"]), data=client.filled(form, answers or {}), follow_redirects=True)


def saved_for_later(client: CarefulClient, to: str = MAIL, help_now: str = "no") -> str:
    """Begin to ask, and save it for later; give the heading of the question where it stopped."""
    begun(client, help_now)
    stopped = client.heading
    leave(client)
    client.press("Save and send me a link", {"address": to})
    assert client.heading == "Your answers are saved", client.text
    return stopped
