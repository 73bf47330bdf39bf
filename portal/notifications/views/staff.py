"""Messages that did not arrive, for triage officers: open one, ring the family, or let the worker try again."""

from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.errors import NotFoundError
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.db import database, reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import SOURCE_LANGUAGE, _
from portal.infra.keys import keys
from portal.infra.paging import Paged, page_number
from portal.infra.responses import see_other
from portal.notifications import queries, services
from portal.notifications.content import MessageTexts, Written
from portal.notifications.queries import Undelivered
from portal.notifications.rules import Channel, Message

bp = Blueprint("notifications_staff", __name__)
ADDRESS = "/messages"


@dataclass(frozen=True, slots=True)
class Line:
    """One message in the list, unopened."""

    message: Undelivered
    name: str


@dataclass(frozen=True, slots=True)
class MessagesPage:
    """What did not arrive, the oldest first."""

    lines: Paged[Line]
    said: str

    @staticmethod
    def page_address(number: int) -> str:
        """Give the address of another page."""
        return f"{ADDRESS}?page={number}"


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One message, opened; without `opened` it cannot be read, and without `words` it has none."""

    line: Line
    opened: Message | None
    words: Written | None
    language: str
    to_do: str
    can_go_again: bool

    @property
    def tel(self) -> str:
        """Give the address that rings them, "" for what is no telephone."""
        is_phone = self.opened is not None and self.opened.channel in {Channel.SMS, Channel.PHONE_CALL}
        return f"tel:{self.opened.to.replace(' ', '')}" if self.opened and is_phone else ""


@bp.get(ADDRESS)
@requires(Role.TRIAGE_OFFICER)
def messages() -> ResponseReturnValue:
    """List what did not arrive; nothing is opened."""
    with reading() as session:
        found = queries.undelivered(session, page_number(request.args))
    lines = Paged([_line(one) for one in found.items], found.total, found.number, found.size)
    return render_template("notifications/list.html", page=MessagesPage(lines, _said()))


@bp.post(f"{ADDRESS}/again")
@requires(Role.TRIAGE_OFFICER)
def all_again() -> ResponseReturnValue:
    """Let the worker try all of them again."""
    if not ActionForm().validate_on_submit():
        return see_other("notifications_staff.messages", done="press")
    with unit_of_work() as session:
        services.send_all_again(session, now=now(), actor=current_actor())
    return see_other("notifications_staff.messages", done="all")


@bp.get(f"{ADDRESS}/<int:number>")
@requires(Role.TRIAGE_OFFICER)
def message(number: int) -> ResponseReturnValue:
    """Open one; the look is recorded first, or nothing is shown."""
    moment = now()
    with database().unit_of_work() as session:
        found, opened = services.look_at_message(
            session, now=moment, actor=current_actor(), number=number, opener=keys().opener
        )
    words = _words(opened)
    is_of_use = content(MessageTexts).is_of_use(found.kind, found.queued_at, moment)
    page = MessagePage(
        line=_line(found),
        opened=opened,
        words=words,
        language=_language(opened),
        to_do=_to_do(opened),
        can_go_again=words is not None and is_of_use and opened is not None and bool(opened.language),
    )
    return render_template("notifications/message.html", page=page)


@bp.post(f"{ADDRESS}/<int:number>/again")
@requires(Role.TRIAGE_OFFICER)
def again(number: int) -> ResponseReturnValue:
    """Let the worker try it again."""
    if not ActionForm().validate_on_submit():
        return see_other("notifications_staff.messages", done="press")
    try:
        with unit_of_work() as session:
            services.send_again(session, now=now(), actor=current_actor(), number=number)
    except NotFoundError:
        return see_other("notifications_staff.messages", done="gone")
    return see_other("notifications_staff.messages", done="again")


@bp.post(f"{ADDRESS}/<int:number>/told")
@requires(Role.TRIAGE_OFFICER)
def told(number: int) -> ResponseReturnValue:
    """Note that a person told the family; what the message held is removed."""
    if not ActionForm().validate_on_submit():
        return see_other("notifications_staff.messages", done="press")
    try:
        with unit_of_work() as session:
            services.note_as_told(
                session, now=now(), actor=current_actor(), number=number, opener=keys().opener
            )
    except NotFoundError:
        return see_other("notifications_staff.messages", done="gone")
    return see_other("notifications_staff.messages", done="told")


def _line(found: Undelivered) -> Line:
    text = content(MessageTexts).by_kind.get(found.kind)
    return Line(found, text.called if text else found.kind.replace("_", " ").capitalize())


def _words(opened: Message | None) -> Written | None:
    if opened is None:
        return None
    try:
        return content(MessageTexts).spoken(opened)
    except (KeyError, ValueError, TypeError):
        return None


def _language(opened: Message | None) -> str:
    """Give the language of the family, in English; "" when it is English or not known."""
    if opened is None or opened.language in {"", SOURCE_LANGUAGE}:
        return ""
    try:
        return Locale.parse(opened.language).get_language_name(SOURCE_LANGUAGE) or ""
    except (ValueError, UnknownLocaleError):
        return ""


def _to_do(opened: Message | None) -> str:
    if opened is None:
        return _("It cannot be read, so nobody knows whom it is for. Tell the person who runs the portal.")
    return {
        Channel.EMAIL: _("Ring the family. Ask whether the e-mail address is right."),
        Channel.SMS: _("Ring this number. Ask whether it can get text messages."),
        Channel.LETTER: _("Write to the family by post."),
        Channel.PHONE_CALL: _("Ring this number."),
    }[opened.channel]


def _said() -> str:
    """Say what was done on the page before."""
    return {
        "again": _("The portal tries to send it again, within a minute."),
        "all": _("The portal tries to send them all again. What does not go out comes back here."),
        "told": _("It is noted that the family knows. What the message held is deleted."),
        "gone": _("Somebody has dealt with that message already."),
        "press": _("That did not work. Press the button again."),
    }.get(request.args.get("done", ""), "")
