"""A test client that inspects every answer, and that fills in forms as a person does."""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from portal.infra.security_headers import HEADERS
from tests.page_inspection import faults_of

Answers = dict[str, str | list[str]]


# The same page but for its token is inspected once: tests see some pages hundreds of times.
_TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+')
_LONG_RUN = re.compile(r"(\w)\1{999,}")
_faults_of_page = lru_cache(2000)(faults_of)


class CarefulClient(FlaskClient):
    """Asks for pages, and fails the test for any answer that no family should get."""

    expects_failure = False
    _html = b""
    _page: BeautifulSoup | None = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request and inspect the answer; each step of a redirect is inspected too."""
        response = super().open(*args, **{"buffered": True, **kwargs})
        self.address = response.request.path + (f"?{response.request.query_string.decode()}".rstrip("?"))
        faults = list(self._faults(response))
        assert not faults, f"{response.request.method} {self.address}:\n  " + "\n  ".join(faults)
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 304, 307, 308}:
            self._html, self._page = response.get_data(), None
        return response

    @property
    def page(self) -> BeautifulSoup:
        """Give the page that is open, taken apart when a test first looks at it."""
        if self._page is None:
            self._page = BeautifulSoup(self._html, "html.parser")
        return self._page

    @page.setter
    def page(self, page: BeautifulSoup) -> None:
        """Go back to a page that was open before."""
        self._page = page

    def _faults(self, response: TestResponse) -> list[str]:
        faults = [
            f"the header {name} is {response.headers.getlist(name)}, it should be {value}"
            for name, value in HEADERS.items()
            if response.headers.getlist(name) != [value]
        ]
        if response.status_code >= 500 and not self.expects_failure:
            faults.append(f"status {response.status_code}")
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400 and response.data:
            faults.extend(_faults_of_page(_LONG_RUN.sub(r"\1", _TOKEN.sub("token", response.text))))
            if 'name="csrf_token"' in response.text and response.headers.get("Cache-Control") != "no-store":
                faults.append("a page with a token may be kept by the browser: Cache-Control is not no-store")
        return faults

    def visit(self, address: str, **kwargs: Any) -> BeautifulSoup:
        """Open an address as a person does, redirects followed; the answer must be a good page."""
        response = self.get(address, follow_redirects=True, **kwargs)
        assert response.status_code == 200, f"{address}: {response.status_code} {self.heading}"
        return self.page

    @property
    def heading(self) -> str:
        """Give the heading of the page that is open."""
        found = self.page.h1
        return " ".join(found.get_text().split()) if found else ""

    @property
    def text(self) -> str:
        """Give all words of the page that is open, spaces squeezed."""
        return " ".join(self.page.get_text(" ").split())

    @property
    def errors(self) -> list[str]:
        """Give what the error summary of the page says."""
        return [" ".join(item.get_text().split()) for item in self.page.select(".error-summary li")]

    def follow(self, words: str) -> BeautifulSoup:
        """Follow the link with these words."""
        links = [link for link in self.page.find_all("a") if words in " ".join(link.get_text().split())]
        assert links, f"no link “{words}” on “{self.heading}”"
        return self.visit(urljoin(self.address, str(links[0]["href"])))

    def press(self, words: str, answers: Answers | None = None, **kwargs: Any) -> TestResponse:
        """Fill in the form of the button with these words and press it; other fields keep what they hold."""
        button = self._button(words)
        form = self._form_of(button)
        data = self.filled(form, answers or {})
        if button.get("name"):
            data.add(str(button["name"]), str(button.get("value", "")))
        action = button.get("formaction") or form.get("action") or self.address
        address = urljoin(self.address, str(action))
        if str(form.get("method", "get")).lower() == "get":
            return self.get(urlsplit(address).path, query_string=data, follow_redirects=True, **kwargs)
        return self.post(address, data=data, **{"follow_redirects": True, **kwargs})

    def filled(self, form: Tag, answers: Answers) -> MultiDict[str, str]:
        """Give the form as a browser would send it; every answer must have its field."""
        data: MultiDict[str, str] = MultiDict()
        names = set()
        for field in form.select("input[name], select[name], textarea[name]"):
            name = str(field["name"])
            names.add(name)
            if name not in answers:
                for value in _held(field):
                    data.add(name, value)
        unknown = answers.keys() - names
        assert not unknown, f"“{self.heading}” asks {sorted(names)}, and not {sorted(unknown)}"
        for name, given in answers.items():
            chosen = [given] if isinstance(given, str) else given
            offered = _offered(form, name)
            assert offered is None or set(chosen) <= offered, f"{name} offers {sorted(offered)}, not {chosen}"
            data.setlist(name, chosen)
        return data

    def _button(self, words: str) -> Tag:
        found = [one for one in self.page.find_all("button") if words == " ".join(one.get_text().split())]
        shown = [" ".join(one.get_text().split()) for one in self.page.find_all("button")]
        assert found, f"no button “{words}” on “{self.heading}”; there is {shown}"
        return found[0]

    def _form_of(self, button: Tag) -> Tag:
        named = (
            self.page.find("form", id=str(button["form"]))
            if button.get("form")
            else button.find_parent("form")
        )
        assert isinstance(named, Tag)
        return named


def _offered(form: Tag, name: str) -> set[str] | None:
    """Give the values among which a person can choose; None where anything can be typed."""
    choices = form.select(f'input[type=radio][name="{name}"], input[type=checkbox][name="{name}"]')
    choices = choices or form.select(f'select[name="{name}"] option')
    return {str(choice.get("value", "")) for choice in choices} or None


def _held(field: Tag) -> list[str]:
    """Give what a field would send untouched."""
    if field.name == "textarea":
        return [field.get_text().removeprefix("\n")]
    if field.name == "select":
        chosen = field.select("option[selected]") or field.select("option")[:1]
        return [str(option.get("value", option.get_text())) for option in chosen]
    kind = field.get("type", "text")
    if kind in {"radio", "checkbox"}:
        return [str(field.get("value", "on"))] if field.has_attr("checked") else []
    return [str(field.get("value", ""))]
