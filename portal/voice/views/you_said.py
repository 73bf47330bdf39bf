"""“You said, we did” for everybody, and the form of those who want to be told once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.infra.access import public
from portal.infra.clock import now
from portal.infra.db import reading, unit_of_work
from portal.infra.i18n import SOURCE_LANGUAGE, _, current_language, format_number
from portal.infra.keys import keys
from portal.infra.responses import see_other
from portal.questionnaires.forms import sent_form
from portal.surveys.queries.releases import releases
from portal.surveys.rules.releases import ReleaseRead
from portal.voice.forms.news import NewsForm
from portal.voice.forms.outcomes import status_words
from portal.voice.queries import you_said as queries
from portal.voice.rules.news import Wish
from portal.voice.rules.theme_numbers import ThemeNumber, number_in
from portal.voice.rules.you_said import Published, Words
from portal.voice.services.news import ask_for_news
from portal.voice.views.themes import label_of

bp = Blueprint("you_said", __name__)
ADDRESS, TELL_ME, THANKS = "/you-said-we-did", "/you-said-we-did/tell-me", "/you-said-we-did/thank-you"


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item in the language of the reader, or in English with `is_english` where that is another one."""

    id: int
    words: Words
    is_english: bool
    status: str
    owner: str
    due_on: date | None
    theme: str
    number: str
    release: str
    days: Sequence[date]


@dataclass(frozen=True, slots=True)
class YouSaidPage:
    """All items, the newest first, with the day of the last news."""

    items: tuple[ShownItem, ...]
    newest: date | None
    form: NewsForm


@bp.get(ADDRESS)
@public
def you_said() -> ResponseReturnValue:
    """Show what was published."""
    with reading() as session:
        released = releases(session)
        items = tuple(shown(one, released) for one in queries.published(session))
    newest = items[0].days[-1] if items else None
    return render_template("voice/you_said.html", page=YouSaidPage(items, newest, NewsForm()))


@bp.get(TELL_ME)
@public
def ask_to_be_told() -> ResponseReturnValue:
    """Ask for an address, for those who want to hear of it."""
    return render_template("voice/tell_me.html", form=NewsForm())


@bp.post(TELL_ME)
@public
def tell_me() -> ResponseReturnValue:
    """Keep an address until there is news; a change of language shows the form again as it is."""
    form = NewsForm(sent=sent_form(request.form))
    if "lang" in request.form or not form.validate_on_submit():
        return render_template("voice/tell_me.html", form=form)
    wish = Wish(form.address, current_language())
    with unit_of_work() as session:
        ask_for_news(session, now=now(), form_key=form.form_key, wish=wish, seal=keys().seal_for_worker)
    return see_other("you_said.thanks")


@bp.get(THANKS)
@public
def thanks() -> ResponseReturnValue:
    """Say what happens with the address."""
    return render_template("voice/tell_me_thanks.html")


def shown(item: Published, released: Sequence[ReleaseRead]) -> ShownItem:
    """Give an item in the language of the reader; its theme has the number of the newest release that names it."""
    found = number_in(item.said.theme, released) if item.said.theme else None
    said, language = item.said, current_language()
    own = said.words if language == SOURCE_LANGUAGE else said.in_language(language)
    return ShownItem(
        id=item.id,
        words=own or said.words,
        is_english=own is None,
        status=status_words()[said.status],
        owner=said.owner,
        due_on=said.due_on,
        theme=label_of(said.theme),
        number=_in_words(found) if found else "",
        release=found.release if found else "",
        days=item.days,
    )


def _in_words(found: ThemeNumber) -> str:
    """Say how many named a theme, as it was released."""
    if found.number is None:
        return _("We do not show the number, so that nobody can be found in it.")
    values = {"n": format_number(found.number), "people": format_number(found.people)}
    return _("%(n)s of %(people)s people named it.", **values)
