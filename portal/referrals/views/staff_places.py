"""Places, on the staff face: offering one, and what a family says about it on the phone."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.clock import now
from portal.referrals.forms import OfferForm, PhoneAnswerForm
from portal.referrals.forms.fields import chosen_of
from portal.referrals.rules.offers import Answer, For, OfferWords
from portal.referrals.services import places
from portal.referrals.services.moving import Work
from portal.referrals.views.staff_acts import act, checked_activities, told
from portal.referrals.views.staff_forms import offered

bp = Blueprint("referrals_places", __name__)


@bp.post("/referrals/<reference>/offers")
@requires(Role.TRIAGE_OFFICER)
def offer(reference: str) -> ResponseReturnValue:
    """Offer a place, to be answered by a day."""
    form = offered(OfferForm(), {})

    def do(session: Any, work: Work) -> str:
        return told(places.offer_place(session, work, now=now(), new=_new_offer(form)), "offer")

    return act(reference, form, do)


def _new_offer(form: OfferForm) -> places.NewOffer:
    activities = checked_activities(form.offer_activity)
    text = {name: (form[name].data or "").strip() for name in ("what", "where", "when", "more")}
    return places.NewOffer(
        about=For(chosen_of(form.offer_programme), activities[0] if activities else None),
        words=OfferWords(**text),
        answer_by=form.answer_by.data,  # type: ignore[arg-type]  # The form refuses an empty one.
        outcome=str(form.offer_outcome.data),
    )


@bp.post("/referrals/<reference>/offer-answer")
@requires(Role.TRIAGE_OFFICER)
def answer_on_phone(reference: str) -> ResponseReturnValue:
    """Write down what a family said about its offer, or take the offer back."""
    form = PhoneAnswerForm()

    def do(session: Any, work: Work) -> str:
        is_end = form.phone_answer.data == "ended"
        answer = Answer.DECLINED if is_end else Answer(form.phone_answer.data)
        places.answer_on_phone(session, work, now=now(), answer=answer, is_end=is_end)
        return "phone"

    return act(reference, form, do)
