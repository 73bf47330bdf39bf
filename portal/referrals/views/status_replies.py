"""What a family can do on the page of its request: each goes sealed to the worker, which does it within seconds."""

from collections.abc import Mapping

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.infra.access import public
from portal.infra.clock import now
from portal.infra.db import unit_of_work
from portal.infra.responses import see_other
from portal.links.rules import hash_of
from portal.questionnaires.forms import sent_form
from portal.questionnaires.rules.typed import clean_text
from portal.questionnaires.views.journey import private
from portal.referrals.forms.status import (
    ContactForm,
    LookAgainForm,
    PlaceForm,
    ReplyForm,
    WithdrawForm,
    answers_form,
    answers_in,
    ask_for_an_answer,
)
from portal.referrals.rules.family import FamilyView, ReplyKind, replies_allowed
from portal.referrals.services.family_page import new_reply_key, send_reply
from portal.referrals.views.status import FOLDER, closed, token_here, views_here

bp = Blueprint("status_replies", __name__, url_prefix=f"{FOLDER}/requests/<reference>")

Replies = list[tuple[ReplyKind, Mapping[str, object]]]
_HIDDEN = frozenset({"csrf_token", "form_key", "offer"})


@bp.get("/answer")
@public
def answer(reference: str) -> Response:
    """Show the open questions with a box for each."""
    view = _view(reference, ReplyKind.ANSWER)
    return (
        _shown("referrals/status_answer.html", view, answers_form(view.open_questions, None))
        if view
        else _not_now(reference)
    )


@bp.post("/answer")
@public
def answer_sent(reference: str) -> Response:
    """Take the answers to one or more questions."""
    view = _view(reference, ReplyKind.ANSWER)
    if view is None:
        return _not_now(reference)
    form = answers_form(view.open_questions, sent_form(request.form))
    if not form.validate_on_submit():
        return _shown("referrals/status_answer.html", view, form)
    typed = answers_in(form, view.open_questions)
    if not typed:
        ask_for_an_answer(form, view.open_questions)
        return _shown("referrals/status_answer.html", view, form)
    said: Replies = [(ReplyKind.ANSWER, {"question": number, "text": text}) for number, text in typed.items()]
    return _sent(view, form, said)


@bp.get("/place")
@public
def place(reference: str) -> Response:
    """Show the place that is offered, and ask."""
    view = _view(reference, ReplyKind.ACCEPT_PLACE)
    if view is None or view.open_offer is None:
        return _not_now(reference)
    return _shown(
        "referrals/status_place.html", view, PlaceForm(formdata=None, data={"offer": str(view.open_offer.id)})
    )


@bp.post("/place")
@public
def place_sent(reference: str) -> Response:
    """Take the answer to an offer; it counts for the offer that was shown, whatever was offered meanwhile."""
    view, form = _view(reference, ReplyKind.ACCEPT_PLACE), PlaceForm()
    if view is None or view.open_offer is None:
        return _not_now(reference)
    if not form.validate_on_submit():
        return _shown("referrals/status_place.html", view, form)
    if form.offer.data != str(view.open_offer.id):
        return see_other("status_replies.place", reference=reference)
    kind = ReplyKind.ACCEPT_PLACE if form.answer.data == "yes" else ReplyKind.DECLINE_PLACE
    return _sent(view, form, [(kind, {"offer": view.open_offer.id})])


@bp.get("/take-back")
@public
def withdraw(reference: str) -> Response:
    """Ask once whether the family is sure."""
    view = _view(reference, ReplyKind.WITHDRAW)
    return (
        _shown("referrals/status_withdraw.html", view, WithdrawForm(formdata=None))
        if view
        else _not_now(reference)
    )


@bp.post("/take-back")
@public
def withdraw_sent(reference: str) -> Response:
    """Take the request back."""
    return _text_sent(reference, ReplyKind.WITHDRAW, "referrals/status_withdraw.html", WithdrawForm())


@bp.get("/look-again")
@public
def look_again(reference: str) -> Response:
    """Ask what the team shall look at again."""
    view = _view(reference, ReplyKind.LOOK_AGAIN)
    return (
        _shown("referrals/status_look_again.html", view, LookAgainForm(formdata=None))
        if view
        else _not_now(reference)
    )


@bp.post("/look-again")
@public
def look_again_sent(reference: str) -> Response:
    """Ask the team to look again."""
    return _text_sent(reference, ReplyKind.LOOK_AGAIN, "referrals/status_look_again.html", LookAgainForm())


@bp.get("/contact")
@public
def contact(reference: str) -> Response:
    """Show in part how the family is reached, and ask how it wants to be reached."""
    view = _view(reference, ReplyKind.CONTACT)
    return (
        _shown("referrals/status_contact.html", view, ContactForm(formdata=None))
        if view
        else _not_now(reference)
    )


@bp.post("/contact")
@public
def contact_sent(reference: str) -> Response:
    """Take the new ways to reach the family."""
    view, form = _view(reference, ReplyKind.CONTACT), ContactForm()
    if view is None:
        return _not_now(reference)
    if not form.validate_on_submit():
        return _shown("referrals/status_contact.html", view, form)
    said = {**form.said, "keep": hash_of(token_here() or "")}
    return _sent(view, form, [(ReplyKind.CONTACT, said)])


def _text_sent(
    reference: str, kind: ReplyKind, template: str, form: WithdrawForm | LookAgainForm
) -> Response:
    view = _view(reference, kind)
    if view is None:
        return _not_now(reference)
    if not form.validate_on_submit():
        return _shown(template, view, form)
    return _sent(view, form, [(kind, {"text": clean_text(form.text.data or "", keep_lines=True)})])


def _view(reference: str, kind: ReplyKind) -> FamilyView | None:
    """Give the request of this browser, when the family can do such a thing where it stands."""
    view = views_here().get(reference)
    return view if view and kind in replies_allowed(view) else None


def _not_now(reference: str) -> Response:
    """Lead back to the page when the request has moved on; for any other reference it is closed.

    What was written is never thrown away: it stands there to be copied.
    """
    typed = tuple(
        text for name, text in request.form.items(multi=True) if name not in _HIDDEN and text.strip()
    )
    if reference not in views_here():
        return closed(typed)
    if typed:
        page = render_template("referrals/status_moved_on.html", reference=reference, typed=typed)
        return private(make_response(page))
    return see_other("status.one", reference=reference)


def _sent(view: FamilyView, form: ReplyForm, replies: Replies) -> Response:
    with unit_of_work() as session:
        for kind, said in replies:
            send_reply(
                session,
                now=now(),
                reference=view.reference,
                kind=kind,
                form_key=form.form_key.data or "",
                said=said,
            )
    return see_other("status.one", reference=view.reference)


def _shown(template: str, view: FamilyView, form: ReplyForm) -> Response:
    form.form_key.data = form.form_key.data or new_reply_key()
    back = url_for("status.one", reference=view.reference)
    page = render_template(template, view=view, form=form, back=back)
    return private(make_response(page))
