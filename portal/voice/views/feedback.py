"""Feedback after a session: how it was, and whether the building was accessible."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.activities.queries.names import names_of
from portal.core.errors import NotFoundError
from portal.infra.access import public
from portal.infra.clock import now
from portal.infra.db import reading, unit_of_work
from portal.infra.keys import keys
from portal.infra.responses import see_other
from portal.questionnaires.forms import sent_form
from portal.voice.forms.feedback import FeedbackForm
from portal.voice.services.feedback import keep_feedback

bp = Blueprint("feedback", __name__)
ADDRESS, THANKS = "/feedback", "/feedback/thank-you"


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """The form, and the activity that it is about: "" where none is named."""

    form: FeedbackForm
    address: str
    activity: str


@bp.get(ADDRESS)
@bp.get(f"{ADDRESS}/<slug>")
@public
def feedback(slug: str = "") -> ResponseReturnValue:
    """Ask how a session was."""
    return _shown(FeedbackForm(), slug)


@bp.post(ADDRESS)
@bp.post(f"{ADDRESS}/<slug>")
@public
def send(slug: str = "") -> ResponseReturnValue:
    """Keep what is said, once; a change of language shows the form again as it is."""
    form = FeedbackForm(sent=sent_form(request.form))
    if "lang" in request.form or not form.validate_on_submit():
        return _shown(form, slug)
    _name(slug)
    with unit_of_work() as session:
        keep_feedback(
            session,
            now=now(),
            form_key=form.form_key,
            said=form.feedback(slug or None),
            seal=keys().seal_for_worker,
        )
    return see_other("feedback.thanks")


@bp.get(THANKS)
@public
def thanks() -> ResponseReturnValue:
    """Say what happens next."""
    return render_template("voice/feedback_thanks.html")


def _shown(form: FeedbackForm, slug: str) -> ResponseReturnValue:
    address = f"{ADDRESS}/{slug}" if slug else ADDRESS
    return render_template("voice/feedback.html", page=FeedbackPage(form, address, _name(slug)))


def _name(slug: str) -> str:
    """Give the name of an activity; raises NotFoundError for an address that no activity has."""
    if not slug:
        return ""
    with reading() as session:
        name = names_of(session, (slug,)).get(slug)
    if name is None:
        raise NotFoundError
    return name
