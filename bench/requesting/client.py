"""A family's browser: it sends what is filled in, and asks again when nobody answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from bench.requesting.drafts import Waiting

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_KEY = re.compile(r'name="key"[^>]*value="([^"]+)"')
_REFERENCE = re.compile(r"SB-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
_SECONDS = 30
# What a browser meets while the server is down or was killed in the middle of an answer.
NO_ANSWER = (OSError, HTTPException)


class RefusedError(Exception):
    """A server answered, and not what a family may expect."""


@dataclass(slots=True)
class Browser:
    """One browser with its cookies; `network` is where it comes from, as a proxy says it."""

    port: int
    draft: Waiting
    check: str
    network: str
    form: Mapping[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def open_check(self) -> None:
        """Open “Check your answers” and keep its form."""
        status, page = self._ask("GET", self.check)
        token, key = _TOKEN.search(page), _KEY.search(page)
        if status != 200 or token is None or key is None:
            raise RefusedError(f"{self.check}: {status}")
        self.form = {"csrf_token": token[1], "key": key[1]}

    def send(self) -> str:
        """Press the button; gives the address of the receipt."""
        status, place = self._ask("POST", self.check, urlencode(self.form))
        if status != 303 or not place:
            raise RefusedError(f"the sending: {status}")
        return place

    def reference(self, receipt: str) -> str:
        """Read the reference on the receipt."""
        status, page = self._ask("GET", receipt)
        found = _REFERENCE.search(page)
        if status != 200 or found is None:
            raise RefusedError(f"{receipt}: {status}")
        return found[0]

    def _ask(self, method: str, address: str, body: str | None = None) -> tuple[int, str]:
        """Give status and page, or the address that a redirect names."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
        held = {"draft": self.draft.token, **self.cookies}
        heads = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in held.items()),
            "X-Forwarded-For": self.network,
        }
        if body is not None:
            heads |= {"Content-Type": "application/x-www-form-urlencoded"}
            heads |= {"Origin": f"http://127.0.0.1:{self.port}"}
        try:
            connection.request(method, address, body, heads)
            answer = connection.getresponse()
            text = answer.read().decode()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _equals, value = cookie.split(";", 1)[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.headers.get("Location", "") if answer.status == 303 else text
        finally:
            connection.close()
