"""What families will read, how easy it is, and what must be confirmed before it is published."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now, today
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import _
from portal.infra.responses import see_other
from portal.surveys.queries.releases import releases
from portal.voice.forms.publishing import PublishForm
from portal.voice.queries import you_said as queries
from portal.voice.rules.plainness import MOST_WORDS, Plainness, plainness_of
from portal.voice.rules.you_said import ChangedMeanwhileError, Item, NotConfirmedError, Published, Said
from portal.voice.services.you_said import findings_of, publish_item, withdraw_item
from portal.voice.views.known_words import known_words
from portal.voice.views.you_said import ShownItem, shown

bp = Blueprint("you_said_preview", __name__)
ADDRESS = "/you-said"


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """The newest version as families would read it, with everything that was found in it."""

    item: Item
    shown: ShownItem
    plain: Plainness
    most_words: int
    form: PublishForm
    is_too_late: bool


@bp.get(f"{ADDRESS}/<int:number>/preview")
@requires(Role.CONTENT_EDITOR)
def preview(number: int) -> ResponseReturnValue:
    """Show what families would read."""
    found = _item(number)
    return _page(found, _form(found.newest.said))


@bp.post(f"{ADDRESS}/<int:number>/publish/<int:shown>")
@requires(Role.CONTENT_EDITOR)
def publish(number: int, shown: int) -> ResponseReturnValue:
    """Publish the version that was looked at, once everything in it is confirmed."""
    found = _item(number)
    form = _form(found.newest.said)
    if not form.validate_on_submit():
        return _page(found, form)
    try:
        with unit_of_work() as session:
            publish_item(
                session,
                now=now(),
                actor=current_actor(),
                number=number,
                version=shown,
                known=known_words(),
                confirmed=form.ticked,
            )
    except (ChangedMeanwhileError, NotConfirmedError):
        return _page(_item(number), form, is_too_late=True), 409
    return see_other("you_said_staff.items", done="published")


@bp.post(f"{ADDRESS}/<int:number>/withdraw")
@requires(Role.CONTENT_EDITOR)
def withdraw(number: int) -> ResponseReturnValue:
    """Take an item off the page."""
    if not ActionForm().validate_on_submit():
        return see_other("you_said_staff.items", done="again")
    with unit_of_work() as session:
        withdraw_item(session, now=now(), actor=current_actor(), number=number)
    return see_other("you_said_staff.items", done="withdrawn")


def _item(number: int) -> Item:
    with reading() as session:
        return queries.item(session, number)


def _form(said: Said) -> PublishForm:
    form = PublishForm()
    form.offer(findings_of(said, known_words()))
    return form


def _page(found: Item, form: PublishForm, *, is_too_late: bool = False) -> str:
    said = found.newest.said
    words = said.words
    with reading() as session:
        released = releases(session)
    parts = {
        _("We asked"): words.asked,
        _("You said"): words.said,
        _("We did"): words.did,
        _("Why we cannot do it"): words.why,
    }
    page = PreviewPage(
        item=found,
        shown=shown(Published(found.id, said, (today(),)), released),
        plain=plainness_of(parts),
        most_words=MOST_WORDS,
        form=form,
        is_too_late=is_too_late,
    )
    return render_template("voice/staff_preview.html", page=page)
