"""Triage, on the staff face."""

from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.queries import names
from portal.audit.queries import Entry, entries_about
from portal.core.ages import age_on
from portal.core.errors import PortalError
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.db import database, unit_of_work
from portal.infra.i18n import _, ngettext, speaking
from portal.infra.keys import keys
from portal.infra.responses import see_other
from portal.offer.content import Council
from portal.referrals import queries, services
from portal.referrals.content import TriageWords
from portal.referrals.forms import DecisionForm, MoveForm, NoteForm
from portal.referrals.queries import OpenedReferral
from portal.referrals.rules.triage import Move, MoveNotAllowedError, ReasonMissingError, moves_from
from portal.referrals.services import contact_of
from portal.referrals.views.said import Said, everything_said

bp = Blueprint("referrals_staff", __name__)


@dataclass(frozen=True, slots=True)
class Person:
    """Who asked, at the top of the page, because the first thing to do is to ring."""

    name: str
    phone: str
    email: str
    language: str
    age: str

    @property
    def tel(self) -> str:
        """Give the address that rings them."""
        return f"tel:{self.phone.replace(' ', '')}"


@dataclass(frozen=True, slots=True)
class CasePage:
    """One referral with everything said and everything that can be done."""

    referral: OpenedReferral
    person: Person
    said: tuple[Said, ...]
    moves: frozenset[Move]
    can_write: bool
    note: NoteForm
    decision: DecisionForm
    error: str
    saved: str
    words: TriageWords
    trail: tuple[Entry, ...]


@bp.get("/referrals/<reference>")
@requires(Role.TRIAGE_OFFICER)
def case(reference: str) -> ResponseReturnValue:
    """Show one referral; the look is recorded first, or nothing is shown."""
    return _shown(reference)


@bp.post("/referrals/<reference>/notes")
@requires(Role.TRIAGE_OFFICER)
def add_note(reference: str) -> ResponseReturnValue:
    """Add a note."""
    form = NoteForm()
    if not form.validate_on_submit():
        return _shown(reference, note=form)
    with unit_of_work() as session:
        services.add_note(
            session,
            now=now(),
            actor=current_actor(),
            reference=reference,
            text=form.text.data or "",
            vault=keys().vault,
        )
    return see_other("referrals_staff.case", reference=reference, saved="note")


@bp.post("/referrals/<reference>/moves")
@requires(Role.TRIAGE_OFFICER)
def move(reference: str) -> ResponseReturnValue:
    """Make a move that is no decision."""
    form = MoveForm()
    if not form.validate_on_submit() or form.move.data not in {Move.START, Move.ASK_FOR_MORE}:
        return _shown(reference, error=_("That move was not understood. Choose again."))
    try:
        with unit_of_work() as session:
            services.move(
                session,
                now=now(),
                actor=current_actor(),
                reference=reference,
                wanted=Move(form.move.data),
                seen_changes=form.changes.data or 0,
                vault=keys().vault,
                values=_message_values(),
            )
    except (MoveNotAllowedError, services.ChangedMeanwhileError) as error:
        return _shown(reference, error=_refusal(error))
    return see_other("referrals_staff.case", reference=reference)


@bp.post("/referrals/<reference>/decisions")
@requires(Role.TRIAGE_OFFICER)
def decide(reference: str) -> ResponseReturnValue:
    """Decide, and write to the family."""
    form = _decision_form(DecisionForm())
    words = content(TriageWords)
    outcome = words.outcome(form.outcome.data or "")
    if not form.validate_on_submit() or outcome is None:
        return _shown(reference, decision=form)
    reason = words.reason(form.reason.data or "")
    try:
        with unit_of_work() as session:
            found = queries.referral_of(session, reference)
            with speaking(found.language):
                told = {
                    "outcome": _(outcome.text) if outcome.text else "",
                    "reason": _(reason.text) if reason else "",
                }
            services.decide_referral(
                session,
                now=now(),
                actor=current_actor(),
                reference=reference,
                outcome=outcome.outcome,
                reason="\n".join(text for text in (reason.name if reason else "", form.words.data) if text),
                has_reason=reason is not None,
                seen_changes=form.changes.data or 0,
                vault=keys().vault,
                values={**_message_values(), **told},
            )
    except ReasonMissingError:
        form.reason.errors = [_("Choose the reason: the family hears why")]
        return _shown(reference, decision=form)
    except (MoveNotAllowedError, services.ChangedMeanwhileError) as error:
        return _shown(reference, decision=form, error=_refusal(error))
    return see_other("referrals_staff.case", reference=reference, saved="decision")


def _decision_form(form: DecisionForm) -> DecisionForm:
    """Offer the outcomes and reasons of the content pack."""
    words = content(TriageWords)
    form.outcome.option_hints = {entry.code: entry.text or "" for entry in words.outcomes}
    form.outcome.choices = [(entry.code, entry.name) for entry in words.outcomes]
    form.reason.choices = [
        ("", _("No reason needed")),
        *((entry.code, entry.name) for entry in words.reasons),
    ]
    return form


def _message_values() -> dict[str, str]:
    council = content(Council)
    contacts = council.contacts
    return {
        "phone": contacts.short_breaks_team.phone,
        "complaints": contacts.complaints.phone,
        "council": council.name,
    }


def _refusal(error: PortalError) -> str:
    if isinstance(error, services.ChangedMeanwhileError):
        return _(
            "Somebody changed this request after you opened it. Nothing was saved. What you wrote is still below."
        )
    return _("This request cannot be moved like that any more. What you wrote is still below.")


def _saved(opened: OpenedReferral) -> str:
    """Say what was saved just now, and whether the family hears of it by itself."""
    told = contact_of(opened.answers, opened.language) is not None
    decided = content(TriageWords).outcome(opened.row.outcome or "")
    is_silent = decided is not None and decided.outcome.is_silent
    match request.args.get("saved") if request.method == "GET" else None:
        case "note":
            return _("The note stands below.")
        case "decision" if is_silent:
            return _("No message goes to the family.")
        case "decision" if told:
            return _("A message goes to the family.")
        case "decision":
            return _("No message goes out: ring the family and tell them.")
    return ""


def _age(born: object) -> str:
    if not born:
        return _("Not known")
    return ngettext("%(n)s year", "%(n)s years", age_on(date.fromisoformat(str(born)), today()))


def _person(opened: OpenedReferral) -> Person:
    said = {name: str(opened.answers.get(name) or "") for name in ("your_name", "phone", "email")}
    names = {language.code: language.name for language in content(Council).languages}
    return Person(
        said["your_name"],
        said["phone"],
        said["email"],
        names.get(opened.language, opened.language),
        _age(opened.answers.get("child_born")),
    )


def _shown(
    reference: str, *, note: NoteForm | None = None, decision: DecisionForm | None = None, error: str = ""
) -> ResponseReturnValue:
    """Show a case, with what was typed; the look is in the audit trail before anything is rendered."""
    moment = now()
    # A look is recorded even on the page that answers a POST without a token: it changes nothing of the family's.
    with database().unit_of_work() as session:
        opened = services.look_at(
            session, now=moment, actor=current_actor(), reference=reference, vault=keys().vault
        )
        called = names(session)
        trail = tuple(
            replace(entry, actor=called.get(entry.actor, entry.actor))
            for entry in entries_about(session, "referral", opened.row.reference)
        )
    page = CasePage(
        referral=opened,
        person=_person(opened),
        said=everything_said(opened.answers, opened.urgent),
        moves=moves_from(opened.row.status),
        can_write=contact_of(opened.answers, opened.language) is not None,
        note=note or NoteForm(formdata=None),
        decision=decision or _decision_form(DecisionForm(formdata=None)),
        error=error,
        saved=_saved(opened),
        words=content(TriageWords),
        trail=trail,
    )
    return render_template("referrals/case.html", page=page)
