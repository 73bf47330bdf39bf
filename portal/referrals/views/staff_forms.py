"""The forms of the case page, with what they offer; the one that was sent keeps what was typed."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import TypeVar

from portal.infra.clock import in_london, now, today
from portal.infra.content_pack import content
from portal.infra.i18n import _
from portal.infra.working_days import working_day_after
from portal.offer.content import Council, Tiers
from portal.referrals.content import TriageWords
from portal.referrals.forms import (
    AskForm,
    AssignForm,
    CallForm,
    DecisionForm,
    NoteForm,
    OfferForm,
    PassOnForm,
    PhoneAnswerForm,
    SameChildForm,
    SecondLookForm,
    SeenForm,
)
from portal.referrals.forms.fields import options
from portal.referrals.rules.clock import Clocks
from portal.referrals.rules.triage import Effect

Sent = TypeVar("Sent", bound=SeenForm)


@dataclass(frozen=True, slots=True)
class CaseForms:
    """Every form of the case page."""

    note: NoteForm
    assign: AssignForm
    ask: AskForm
    decision: DecisionForm
    offer: OfferForm
    phone: PhoneAnswerForm
    pass_on: PassOnForm
    second: SecondLookForm
    call: CallForm
    same_child: SameChildForm

    @property
    def all(self) -> tuple[SeenForm, ...]:
        """Give the forms, for the summary of what is wrong."""
        return tuple(getattr(self, one.name) for one in fields(self))


_KINDS: dict[str, type[SeenForm]] = {
    "note": NoteForm,
    "assign": AssignForm,
    "ask": AskForm,
    "decision": DecisionForm,
    "offer": OfferForm,
    "phone": PhoneAnswerForm,
    "pass_on": PassOnForm,
    "second": SecondLookForm,
    "call": CallForm,
    "same_child": SameChildForm,
}


def name_of(sent: SeenForm | None) -> str:
    """Give the name of the form that was sent, "" for none."""
    return next((name for name, kind in _KINDS.items() if type(sent) is kind), "")


def clocks() -> Clocks:
    """Give the clocks of the content pack."""
    return content(TriageWords).clocks_with(content(Council).waits.decision_working_days)


def forms_with(
    sent: SeenForm | None, assignee: int | None, colleagues: dict[int, str], activity: str
) -> CaseForms:
    """Give fresh forms, but the one that was sent as it was typed."""
    made = {
        name: sent if type(sent) is kind else offered(kind(formdata=None), colleagues)
        for name, kind in _KINDS.items()
    }
    forms = CaseForms(**made)
    if sent is not forms.assign:
        forms.assign.assignee.data = str(assignee or "")
    if activity and sent is not forms.offer:
        forms.offer.offer_activity.data = activity
    if activity and sent is not forms.decision:
        forms.decision.activities.data = activity
    return forms


def offered(form: Sent, colleagues: dict[int, str]) -> Sent:
    """Fill in what a form offers to choose from."""
    match form:
        case AssignForm():
            people = ((str(key), name) for key, name in colleagues.items())
            form.assignee.choices = options([("", _("Nobody")), *people])
        case DecisionForm():
            _decisions(form)
        case OfferForm():
            _offers(form)
        case PassOnForm():
            form.moment = in_london(now()).replace(tzinfo=None, second=0, microsecond=0)
            if form.passed_at.raw_data is None:
                form.passed_at.data = form.moment
    return form


def _decisions(form: DecisionForm) -> None:
    words = content(TriageWords)
    # What is passed on has a form of its own, with its time and to whom.
    shown = [entry for entry in words.outcomes if entry.effect is not Effect.PASSED_ON]
    form.outcome.option_hints = {entry.code: entry.text or "" for entry in shown}
    form.outcome.choices = options((entry.code, entry.name) for entry in shown)
    reasons = ((entry.code, entry.name) for entry in words.reasons)
    form.reason.choices = options([("", _("No reason needed")), *reasons])
    form.alternatives.choices = options((entry.code, entry.name) for entry in words.alternatives)
    form.alternatives.option_hints = {entry.code: entry.text for entry in words.alternatives}
    form.waits_for.choices = options(_programmes())


def _offers(form: OfferForm) -> None:
    words = content(TriageWords)
    form.today = today()
    accepted = (entry for entry in words.outcomes if entry.effect is Effect.ACCEPTED)
    form.offer_outcome.choices = options((entry.code, entry.name) for entry in accepted)
    form.offer_programme.choices = options(_programmes())
    if form.answer_by.raw_data is None:
        form.answer_by.data = working_day_after(form.today, words.clocks.place_answer)


def _programmes() -> list[tuple[str, str]]:
    return [("", _("None")), *((entry.code, entry.title) for entry in content(Tiers).programmes)]


def london_moment(typed: datetime) -> datetime:
    """Give a moment that was typed on London's clock."""
    return typed.replace(tzinfo=in_london(now()).tzinfo)
