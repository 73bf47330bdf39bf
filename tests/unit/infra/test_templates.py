"""Templates in the reader's language, translated when they are compiled."""

import pytest
from flask import Flask, render_template

from portal.infra.i18n import Language as Spoken
from portal.infra.i18n import init_i18n, speaking
from portal.infra.templates import TranslatedEnvironment, translated


@pytest.mark.parametrize(
    ("source", "in_polish"),
    [
        ('<b>{{ _("Search") }}</b>', "<b>Szukaj</b>"),
        ("<b title=\"{{ _('Search') }}\">", '<b title="Szukaj">'),
        ('{{ _("Search", x=1) }}', '{{ _("Search", x=1) }}'),
        ('{{ _("no such message") }}', "no such message"),
        ('{{ _("a < b & c") }}', "a &lt; b &amp; c"),
        ('{{ _("{{ x }}") }}', '{{ _("{{ x }}") }}'),
        ("{{ page.title }}", "{{ page.title }}"),
    ],
)
def test_plain_messages_are_put_in_and_all_else_stays(source: str, in_polish: str) -> None:
    assert translated(source, "pl") == in_polish


def test_each_language_has_a_page_of_its_own() -> None:
    app = Flask("portal", static_folder=None)
    app.jinja_environment = TranslatedEnvironment  # type: ignore[assignment]  # Typed as one class only.
    init_i18n(app, (Spoken("en", "English", "ltr", True), Spoken("pl", "Polski", "ltr", False)))
    with app.test_request_context("/"):
        pages = {}
        for language in ("en", "pl", "en"):
            with speaking(language):
                pages[language] = render_template("activities/group.html", page={"title": "x", "boxes": ""})
                more = render_template("activities/to_ask.html", page={"text": "Hoist"})
                assert ("Nie wiemy" in more) is (language == "pl")
        assert pages["en"] == pages["pl"]
