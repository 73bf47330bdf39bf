"""“You said, we did” for editors: the list, writing and changing, other languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.errors import NotFoundError
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.db import reading, unit_of_work
from portal.infra.i18n import SOURCE_LANGUAGE, _
from portal.infra.responses import see_other
from portal.offer.content import Council
from portal.offer.content.council import ShippedLanguage
from portal.voice.forms.outcomes import status_words
from portal.voice.forms.you_said import TranslationForm, YouSaidForm
from portal.voice.queries import you_said as queries
from portal.voice.rules.you_said import (
    ChangedMeanwhileError,
    Item,
    State,
    Version,
    translation_of,
    words_from,
)
from portal.voice.services.you_said import add_item, change_item
from portal.voice.views.staff_themes import offered
from portal.voice.views.staff_yearly import yearly_banner

bp = Blueprint("you_said_staff", __name__)
ADDRESS = "/you-said"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of the list; `missing` names the languages in which it is not, or not any more."""

    item: Item
    state: str
    status: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """All items."""

    lines: tuple[ItemLine, ...]
    banner: str
    said: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """The form of a new item, or of one that is changed; `versions` are those before."""

    form: YouSaidForm
    item: Item | None
    versions: Sequence[Version]
    languages: Sequence[ShippedLanguage]
    is_too_late: bool


@dataclass(frozen=True, slots=True)
class TranslationPage:
    """The form of one language beside the English words."""

    form: TranslationForm
    item: Item
    language: ShippedLanguage
    is_stale: bool
    is_too_late: bool


@bp.get(ADDRESS)
@requires(Role.CONTENT_EDITOR)
def items() -> ResponseReturnValue:
    """List all items, with what is missing in which language."""
    with reading() as session:
        found = queries.items(session)
    page = ItemsPage(tuple(map(_line, found)), yearly_banner(), _said(request.args.get("done", "")))
    return render_template("voice/staff_items.html", page=page)


@bp.get(f"{ADDRESS}/new")
@requires(Role.CONTENT_EDITOR)
def new() -> ResponseReturnValue:
    """Show an empty form."""
    return render_template("voice/staff_item.html", page=FormPage(_form(), None, (), (), False))


@bp.post(f"{ADDRESS}/new")
@requires(Role.CONTENT_EDITOR)
def add() -> ResponseReturnValue:
    """Write a new item, which nobody outside can read yet."""
    form = _form()
    if not form.validate_on_submit():
        return render_template("voice/staff_item.html", page=FormPage(form, None, (), (), False))
    with unit_of_work() as session:
        number = add_item(session, now=now(), actor=current_actor(), said=form.entered())
    return see_other("you_said_preview.preview", number=number)


@bp.get(f"{ADDRESS}/<int:number>")
@requires(Role.CONTENT_EDITOR)
def item(number: int) -> ResponseReturnValue:
    """Show an item with its form and its versions."""
    return _shown(number)


@bp.post(f"{ADDRESS}/<int:number>")
@requires(Role.CONTENT_EDITOR)
def change(number: int) -> ResponseReturnValue:
    """Write a version; what is published stays until this one is looked at and published."""
    with reading() as session:
        found = queries.item(session, number)
    form = _form(found)
    if not form.validate_on_submit():
        return _shown(number, form)
    said = form.entered(found.newest.said)
    try:
        with unit_of_work() as session:
            change_item(
                session, now=now(), actor=current_actor(), number=number, after=form.version, said=said
            )
    except ChangedMeanwhileError:
        return _shown(number, form, is_too_late=True), 409
    return see_other("you_said_preview.preview", number=number)


@bp.get(f"{ADDRESS}/<int:number>/words/<code>")
@requires(Role.CONTENT_EDITOR)
def words(number: int, code: str) -> ResponseReturnValue:
    """Show the words of another language beside the English ones."""
    return _shown_words(number, code)


@bp.post(f"{ADDRESS}/<int:number>/words/<code>")
@requires(Role.CONTENT_EDITOR)
def translate(number: int, code: str) -> ResponseReturnValue:
    """Write the words of another language, as a version of their own."""
    _language(code)
    with reading() as session:
        found = queries.item(session, number)
    said = found.newest.said
    form = TranslationForm(said, None, found.newest.number)
    if not form.validate_on_submit():
        return _shown_words(number, code, form)
    if form.version != found.newest.number:
        return _shown_words(number, code, form, is_too_late=True), 409
    held = {**said.translations, code: translation_of(said.words, form.words())}
    try:
        with unit_of_work() as session:
            change_item(
                session,
                now=now(),
                actor=current_actor(),
                number=number,
                after=form.version,
                said=said.with_translations(held),
            )
    except ChangedMeanwhileError:
        return _shown_words(number, code, form, is_too_late=True), 409
    return see_other("you_said_preview.preview", number=number)


def _form(found: Item | None = None) -> YouSaidForm:
    return YouSaidForm(offered(), found.newest.said if found else None, found.newest.number if found else 0)


def _shown(number: int, form: YouSaidForm | None = None, *, is_too_late: bool = False) -> str:
    with reading() as session:
        found, versions = queries.item(session, number), queries.versions(session, number)
    page = FormPage(form or _form(found), found, versions, _others(), is_too_late)
    return render_template("voice/staff_item.html", page=page)


def _shown_words(
    number: int, code: str, form: TranslationForm | None = None, *, is_too_late: bool = False
) -> str:
    language = _language(code)
    with reading() as session:
        found = queries.item(session, number)
    said = found.newest.said
    held = said.translations.get(code)
    shown = form or TranslationForm(said, words_from(held) if held else None, found.newest.number)
    page = TranslationPage(shown, found, language, said.is_stale(code), is_too_late)
    return render_template("voice/staff_translation.html", page=page)


def _others() -> Sequence[ShippedLanguage]:
    return [one for one in content(Council).languages if one.code != SOURCE_LANGUAGE]


def _language(code: str) -> ShippedLanguage:
    """Give another language of the pack; raises NotFoundError."""
    found = next((one for one in _others() if one.code == code), None)
    if found is None:
        raise NotFoundError
    return found


def _line(item: Item) -> ItemLine:
    said = item.newest.said
    missing = tuple(one.name for one in _others() if said.in_language(one.code) is None)
    return ItemLine(item, _state(item), status_words()[said.status], missing)


def _state(item: Item) -> str:
    if item.has_changes:
        return _("Published; there are changes that are not")
    return {
        State.DRAFT: _("Draft"),
        State.PUBLISHED: _("Published"),
        State.WITHDRAWN: _("Off the page"),
    }[item.state]


def _said(done: str) -> str:
    """Say what was done on the page before."""
    return {
        "published": _("It stands on the families’ page. Those who asked are told once."),
        "withdrawn": _("It is off the families’ page."),
        "again": _("That did not work. Press the button again."),
    }.get(done, "")
