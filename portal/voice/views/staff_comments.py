"""Comments for editors: read, write anew without a person, answer, publish, or refuse for a legal reason."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import _
from portal.infra.keys import keys
from portal.infra.paging import Paged, page_number
from portal.infra.responses import see_other
from portal.voice.forms.publishing import PublicCommentForm, RefusalForm
from portal.voice.queries import comments as queries
from portal.voice.queries.comments import CommentLine, OpenComment
from portal.voice.rules.comments import CommentKind, CommentState, MoveError, Refusal
from portal.voice.services import comments as services
from portal.voice.views.comments import kind_words, refusal_words
from portal.voice.views.known_words import known_words
from portal.voice.views.staff_yearly import yearly_banner

bp = Blueprint("comments_staff", __name__)
ADDRESS = "/offer-comments"


@dataclass(frozen=True, slots=True)
class StateLink:
    """A way to the comments in one state."""

    state: CommentState
    text: str
    number: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The comments in one state."""

    state: CommentState
    title: str
    states: tuple[StateLink, ...]
    comments: Paged[CommentLine]
    kinds: dict[CommentKind, str]
    reasons: dict[Refusal, str]
    banner: str
    said: str

    def page_address(self, number: int) -> str:
        """Give the address of another page of these comments."""
        return f"{ADDRESS}?state={self.state}&page={number}"


@dataclass(frozen=True, slots=True)
class CommentPage:
    """One comment with what an editor can do with it."""

    comment: OpenComment
    kind: str
    state: str
    reason: str
    form: PublicCommentForm
    refusal: RefusalForm
    is_too_late: bool

    @property
    def can_publish(self) -> bool:
        """Tell whether words and answer can be written; a comment that was refused is opened again first."""
        return self.comment.state is not CommentState.REFUSED

    @property
    def can_refuse(self) -> bool:
        """Tell whether it can be refused: what stands on the page is taken off it first."""
        return self.comment.state is CommentState.NEW


@bp.get(ADDRESS)
@requires(Role.CONTENT_EDITOR)
def comments() -> ResponseReturnValue:
    """List the comments in a state, unopened."""
    asked = request.args.get("state", "")
    state = CommentState(asked) if asked in set(CommentState) else CommentState.NEW
    with reading() as session:
        numbers = queries.numbers(session)
        found = queries.comments(session, state, page_number(request.args))
    words = state_words()
    page = QueuePage(
        state=state,
        title=words[state],
        states=tuple(StateLink(one, words[one], numbers[one], one is state) for one in CommentState),
        comments=found,
        kinds=kind_words(),
        reasons=refusal_words(),
        banner=yearly_banner(),
        said=_said(request.args.get("done", "")),
    )
    return render_template("voice/staff_comments.html", page=page)


@bp.get(f"{ADDRESS}/<code>")
@requires(Role.CONTENT_EDITOR)
def comment(code: str) -> ResponseReturnValue:
    """Show one comment, and record the look."""
    return _shown(code)


@bp.post(f"{ADDRESS}/<code>/publish")
@requires(Role.CONTENT_EDITOR)
def publish(code: str) -> ResponseReturnValue:
    """Publish the words of the editor; a second editor is told that the first was faster."""
    form = PublicCommentForm(known_words())
    if not form.validate_on_submit():
        return _shown(code, form=form)
    words, answer = form.public
    try:
        with unit_of_work() as session:
            services.publish_comment(session, now=now(), actor=_actor(), key=code, words=words, answer=answer)
    except MoveError:
        return _shown(code, form=form, is_too_late=True), 409
    return see_other("comments_staff.comments", done="published")


@bp.post(f"{ADDRESS}/<code>/refuse")
@requires(Role.CONTENT_EDITOR)
def refuse(code: str) -> ResponseReturnValue:
    """Leave a comment unpublished for one of the reasons of the law."""
    form = RefusalForm(refusal_words())
    if not form.validate_on_submit():
        return _shown(code, refusal=form)
    try:
        with unit_of_work() as session:
            services.refuse_comment(
                session, now=now(), actor=_actor(), key=code, reason=Refusal(form.reason.data)
            )
    except MoveError:
        return _shown(code, is_too_late=True), 409
    return see_other("comments_staff.comments", done="refused")


@bp.post(f"{ADDRESS}/<code>/reopen")
@requires(Role.CONTENT_EDITOR)
def reopen(code: str) -> ResponseReturnValue:
    """Take a comment off the page, or look again at one that was refused."""
    if not ActionForm().validate_on_submit():
        return see_other("comments_staff.comments", done="again")
    try:
        with unit_of_work() as session:
            services.reopen_comment(session, now=now(), actor=_actor(), key=code)
    except MoveError:
        return _shown(code, is_too_late=True), 409
    return see_other("comments_staff.comments", done="reopened")


def state_words() -> dict[CommentState, str]:
    """Give where a comment stands, in words."""
    return {
        CommentState.NEW: _("New"),
        CommentState.PUBLISHED: _("Published, no answer yet"),
        CommentState.ANSWERED: _("Published with an answer"),
        CommentState.REFUSED: _("Not published"),
    }


def _shown(
    key: str,
    *,
    form: PublicCommentForm | None = None,
    refusal: RefusalForm | None = None,
    is_too_late: bool = False,
) -> str:
    """Show a comment as it stands now, with what was typed; when the look cannot be recorded, nothing is shown."""
    with reading() as session:
        found = queries.comment(session, keys().opener, key)
    with unit_of_work() as session:
        services.note_look(session, now=now(), actor=_actor(), subject=key)
    shown, reason = found.published, found.line.reason
    page = CommentPage(
        comment=found,
        kind=kind_words()[found.line.kind],
        state=state_words()[found.state],
        reason=refusal_words()[reason] if reason else "",
        form=form
        or PublicCommentForm(
            known_words(), words=shown.words if shown else "", answer=shown.answer if shown else ""
        ),
        refusal=refusal or RefusalForm(refusal_words()),
        is_too_late=is_too_late,
    )
    return render_template("voice/staff_comment.html", page=page)


def _said(done: str) -> str:
    """Say what was done on the page before."""
    return {
        "published": _("The comment stands on the families’ page."),
        "refused": _("The comment is not published. The reason is on record."),
        "reopened": _("The comment is among the new ones again."),
        "again": _("That did not work. Press the button again."),
    }.get(done, "")


def _actor() -> str:
    return str(current_actor().user_id)
