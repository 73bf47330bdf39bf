"""Triage, on the staff face: the case page, notes, who has it, questions, decisions."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.core.errors import NotFoundError
from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.i18n import _
from portal.referrals.content import OutcomeWords, TriageWords
from portal.referrals.forms import ActForm, AskForm, AssignForm, DecisionForm, NoteForm, SameChildForm
from portal.referrals.forms.fields import chosen_of
from portal.referrals.queries.cases import referral_of
from portal.referrals.rules.grounds import Grounds
from portal.referrals.rules.offers import For
from portal.referrals.rules.triage import DecisionIncompleteError, Lack
from portal.referrals.services import casework, same_child
from portal.referrals.services.answers import withdraw as withdraw_referral
from portal.referrals.services.moving import Work, held
from portal.referrals.views.staff_acts import FieldError, act, checked_activities, colleagues, shown, told
from portal.referrals.views.staff_forms import offered

bp = Blueprint("referrals_staff", __name__)


@bp.get("/referrals/<reference>")
@requires(Role.TRIAGE_OFFICER)
def case(reference: str) -> ResponseReturnValue:
    """Show one referral; the look is recorded first, or nothing is shown."""
    return shown(reference)


@bp.post("/referrals/<reference>/notes")
@requires(Role.TRIAGE_OFFICER)
def add_note(reference: str) -> ResponseReturnValue:
    """Add a note; two at once are both kept, and the second person is told."""
    form = NoteForm()

    def do(session: Any, work: Work) -> str:
        late = casework.add_note(session, work, now=now(), text=form.text.data or "")
        return "note-late" if late else "note"

    return act(reference, form, do)


@bp.post("/referrals/<reference>/assignee")
@requires(Role.TRIAGE_OFFICER)
def assign(reference: str) -> ResponseReturnValue:
    """Give it to somebody, or to nobody."""
    form = offered(AssignForm(), colleagues())

    def do(session: Any, work: Work) -> str:
        wanted = int(form.assignee.data) if form.assignee.data else None
        casework.assign(session, work, now=now(), assignee_id=wanted)
        return "assigned"

    return act(reference, form, do)


@bp.post("/referrals/<reference>/moves")
@requires(Role.TRIAGE_OFFICER)
def move(reference: str) -> ResponseReturnValue:
    """Start to look at it, mark the family's news as read, or take it back for a family that rings."""
    form = ActForm()

    def do(session: Any, work: Work) -> str:
        match form.act.data:
            case "start":
                casework.start(session, work, now=now())
                return "started"
            case "seen":
                casework.note_as_seen(session, work, now=now())
                return "seen"
            case "withdraw":
                withdraw_referral(
                    session,
                    now=now(),
                    found=held(session, work),
                    vault=work.vault,
                    by=str(work.actor.user_id),
                )
                return "back"
        raise FieldError(form.act, _("That was not understood. Choose again."))

    return act(reference, form, do)


@bp.post("/referrals/<reference>/questions")
@requires(Role.TRIAGE_OFFICER)
def ask(reference: str) -> ResponseReturnValue:
    """Put questions to the family."""
    form = AskForm()

    def do(session: Any, work: Work) -> str:
        return told(casework.ask_family(session, work, now=now(), questions=form.questions), "asked")

    return act(reference, form, do)


@bp.post("/referrals/<reference>/decisions")
@requires(Role.TRIAGE_OFFICER)
def decide(reference: str) -> ResponseReturnValue:
    """Decide; a “no” without its reason and something else that there is comes back."""
    form = offered(DecisionForm(), {})

    def do(session: Any, work: Work) -> str:
        outcome = content(TriageWords).outcome(form.outcome.data or "")
        if outcome is None:
            raise FieldError(form.outcome, _("Choose a decision"))
        waits = checked_activities(form.waits_for_activity)
        about = For(chosen_of(form.waits_for) or outcome.programme, waits[0] if waits else None)
        try:
            is_told = casework.decide_referral(
                session,
                work,
                now=now(),
                outcome=outcome.outcome,
                grounds=_grounds(form, outcome),
                about=about,
            )
        except DecisionIncompleteError as error:
            raise _lacking(form, error) from error
        return told(is_told, "decision")

    return act(reference, form, do)


def _grounds(form: DecisionForm, outcome: OutcomeWords) -> Grounds:
    words = content(TriageWords)
    chosen = tuple(code for code in form.alternatives.data or () if words.alternative(code))
    if not all(map(outcome.goes_with, chosen)):
        fitting = [one.name for one in words.alternatives if outcome.goes_with(one.code)]
        raise FieldError(
            form.alternatives, _("With this decision go only: %(names)s", names=", ".join(fitting))
        )
    return Grounds(
        reason=chosen_of(form.reason) or "",
        alternatives=chosen,
        activities=checked_activities(form.activities),
        record=(form.words.data or "").strip(),
        family=(form.family_words.data or "").strip(),
    )


def _lacking(form: DecisionForm, error: DecisionIncompleteError) -> FieldError:
    """Say at each field what a family must hear; the last one goes with the error."""
    places = {
        Lack.REASON: (form.reason, _("Choose the reason: the family hears why")),
        Lack.ALTERNATIVE: (form.alternatives, _("Choose what else there is: a “no” alone helps nobody")),
        Lack.LIST: (form.waits_for, _("Say for which programme or activity the family waits")),
    }
    missing = [places[lack] for lack in Lack if lack in error.lacks]
    for field, text in missing[:-1]:
        field.errors = [text]
    return FieldError(*missing[-1])


@bp.post("/referrals/<reference>/same-child")
@requires(Role.TRIAGE_OFFICER)
def join_child(reference: str) -> ResponseReturnValue:
    """Put another request under the same child."""
    form = SameChildForm()

    def do(session: Any, work: Work) -> str:
        try:
            same_child.join(session, work, now=now(), other=_other(session, form))
        except same_child.SameReferralError as error:
            raise FieldError(form.other, _("This is the request that is open")) from error
        return "joined"

    return act(reference, form, do)


@bp.post("/referrals/<reference>/another-child")
@requires(Role.TRIAGE_OFFICER)
def take_child_apart(reference: str) -> ResponseReturnValue:
    """Undo the joining of two requests."""
    form = SameChildForm()

    def do(session: Any, work: Work) -> str:
        try:
            same_child.take_apart(session, work, now=now(), other=_other(session, form))
        except same_child.NotJoinedError as error:
            raise FieldError(form.other, _("These two are not joined")) from error
        return "apart"

    return act(reference, form, do)


def _other(session: Any, form: SameChildForm) -> str:
    try:
        return referral_of(session, form.other.data or "").reference
    except NotFoundError as error:
        raise FieldError(form.other, _("There is no request with this reference")) from error
