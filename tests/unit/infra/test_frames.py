"""A template that is drawn once gives for each page what it would give when drawn anew."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask, render_template
from jinja2 import DictLoader
from markupsafe import Markup

from portal.infra.frames import HOLE, Framed, FrameError, drawn, drawn_once, halves
from portal.infra.i18n import Language as Spoken
from portal.infra.i18n import init_i18n, speaking
from portal.infra.templates import TranslatedEnvironment

TEMPLATES = {
    "page.html": (
        '<h1 title="{{ page.title }}">{{ page.title }}</h1>{% if page.inner.text %}<p>{{ page.inner.text }}</p>'
        "{% else %}-{% endif %}<a href=\"{{ here('pl') }}\">{{ page.link(2) }}</a>"
        '{{ _("Page %(n)s", n=page.number) }}{{ page.markup }}{{ _("Search") }}'
    ),
    "item.html": "<li>{{ page.text }}</li>",
    "decides.html": "{% if page.title %}x{% endif %}",
    "walks.html": "{% for one in page.title %}x{% endfor %}",
}
BOLD = Markup("<b>bold</b>")
HOSTILE = ("<script>alert(1)</script>", "\"'><&", HOLE, "{{ 7 * 7 }}", "\ue000", "%(n)s %s", "")


@dataclass(frozen=True, slots=True)
class Inner:
    """A value inside of a value."""

    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the templates show."""

    title: str
    inner: Inner
    number: int = 3
    markup: Markup = BOLD

    def link(self, number: int) -> str:
        """Give an address."""
        return f"/{number}?{self.title}"

    def here(self, code: str) -> str:
        """Give this page in a language."""
        return f"?a=1&lang={code}"


@pytest.fixture
def app() -> Iterator[Flask]:
    """Give an app with these templates, in a request."""
    app = Flask("portal", static_folder=None)
    app.jinja_environment = TranslatedEnvironment  # type: ignore[assignment]  # Typed as one class only.
    app.jinja_loader = DictLoader(dict(TEMPLATES))  # type: ignore[assignment]
    init_i18n(app, (Spoken("en", "English", "ltr", True), Spoken("pl", "Polski", "ltr", False)))
    with app.test_request_context("/"):
        yield app


@pytest.mark.usefixtures("app")
# Numbers as names: one of the texts is another in each process.
@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_filled_frame_is_the_template_drawn(title: str, text: str) -> None:
    framed = Framed("page.html", "inner.text", from_page=("here",))
    page = Page(title, Inner(text))
    for language in ("en", "pl", "en"):
        with speaking(language):
            assert framed.filled(page) == render_template("page.html", page=page, here=page.here)


@pytest.mark.usefixtures("app")
def test_some_things_after_each_other() -> None:
    assert Framed("item.html").all_filled([Inner("a"), Inner("<")]) == "<li>a</li><li>&lt;</li>"
    assert Framed("item.html").all_filled([]) == ""


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("template", ["decides.html", "walks.html"])
def test_a_template_that_decides_by_what_is_not_named_is_noticed(template: str) -> None:
    with pytest.raises(FrameError, match=r"page\.title"):
        Framed(template).filled(Page("x", Inner("")))


def test_a_frame_follows_its_file_while_somebody_writes_it(app: Flask) -> None:
    framed, page = Framed("item.html"), Inner("x")
    app.jinja_env.auto_reload = True
    assert framed.filled(page) == drawn("item.html", page) == "<li>x</li>"
    app.jinja_loader.mapping["item.html"] = "<p>{{ page.text }}</p>"  # type: ignore[union-attr]
    assert framed.filled(page) == drawn_once("item.html", 1, page) == "<p>x</p>"


@pytest.mark.usefixtures("app")
def test_a_part_is_drawn_once_for_a_key_and_a_language() -> None:
    assert drawn_once("item.html", 1, Inner("first")) == drawn_once("item.html", 1, Inner("second"))
    assert drawn_once("item.html", 2, Inner("second")) == "<li>second</li>"
    with speaking("pl"):
        assert drawn_once("item.html", 1, Inner("second")) == "<li>second</li>"


def test_halves_are_around_the_only_hole() -> None:
    assert halves(f"<b>{HOLE}</b>") == ("<b>", "</b>")
    with pytest.raises(ValueError, match="unpack"):
        halves("<b></b>")
