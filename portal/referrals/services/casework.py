"""What staff do with a referral: look at it, note, give it to somebody, ask the family, decide."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.access import Actor
from portal.infra.sealing import Vault
from portal.referrals.models import CaseQuestion, Referral, ReferralNote, TriageDecision, WaitingListEntry
from portal.referrals.queries.cases import OpenedReferral, opened_referral, referral_of
from portal.referrals.queries.places import open_wait
from portal.referrals.rules.grounds import Grounds
from portal.referrals.rules.messages import DECIDED, MORE_INFORMATION, WAITING_LIST_JOINED
from portal.referrals.rules.offers import EndOfWait, For
from portal.referrals.rules.triage import Effect, Move, Outcome, Status, decide
from portal.referrals.services.moving import (
    Work,
    end_wait,
    held,
    hold,
    move_by_staff,
    new_place,
    recorded_by,
    seen,
)
from portal.referrals.services.telling import tell_family

# Outcomes of calls; they are no decisions of content.
CALL_HANDLED, CALL_BECAME_REQUEST = "call_handled", "call_became_request"
_WHY: dict[Effect, EndOfWait] = {
    Effect.ACCEPTED: EndOfWait.MOVED,
    Effect.WAITING_LIST: EndOfWait.MOVED,
    Effect.CLOSED: EndOfWait.CLOSED,
}


def look_at(session: Session, *, now: datetime, actor: Actor, reference: str, vault: Vault) -> OpenedReferral:
    """Open a referral for somebody; the look stands in the audit trail, or nothing is shown."""
    opened = opened_referral(session, reference, vault)
    _read(session, now, actor, opened.row.reference, "referral.seen", ["details"])
    return opened


def find(session: Session, *, now: datetime, actor: Actor, typed: str) -> str:
    """Find the referral of a reference, however it was typed; raises NotFoundError. The find is on record."""
    reference = referral_of(session, typed).reference
    _read(session, now, actor, reference, "referral.found", ["reference"])
    return reference


def _read(
    session: Session, now: datetime, actor: Actor, reference: str, action: str, fields: Sequence[str]
) -> None:
    record(
        session,
        now=now,
        action=action,
        subject_type="referral",
        subject=reference,
        actor=str(actor.user_id),
        fields=fields,
    )


def add_note(session: Session, work: Work, *, now: datetime, text: str) -> bool:
    """Add a note, and tell whether somebody changed the referral meanwhile; a note is never refused for that.

    It counts as a change, so that a colleague who is about to decide reads it first.
    """
    found = hold(session, referral_of(session, work.reference))
    changed_meanwhile = found.changes != work.seen_changes
    place = new_place("referral_note", "text")
    session.add(
        ReferralNote(
            referral_id=found.id,
            author=work.actor.name,
            written_at=now,
            text=work.vault.encrypt(text.encode(), place),
            place=place,
        )
    )
    found.changes += 1
    recorded_by(session, now, work, found, "noted", "note")
    return changed_meanwhile


def assign(session: Session, work: Work, *, now: datetime, assignee_id: int | None) -> None:
    """Give a referral to a colleague, or to nobody; raises ChangedMeanwhileError when somebody was faster."""
    found = held(session, work)
    if found.assignee_id == assignee_id:
        return
    found.assignee_id = assignee_id
    found.changes += 1
    recorded_by(session, now, work, found, "assigned" if assignee_id else "unassigned", "assignee")


def note_as_seen(session: Session, work: Work, *, now: datetime) -> None:
    """Note that somebody has read what the family did; the referral falls back into its order."""
    found = held(session, work)
    seen(found)
    found.changes += 1
    recorded_by(session, now, work, found, "news_seen", "flags")


def start(session: Session, work: Work, *, now: datetime) -> None:
    """Begin to look at a referral, or go on without the family's answer."""
    found = held(session, work)
    move_by_staff(session, found, Move.START, now=now, clocks=work.clocks)
    if found.assignee_id is None:
        found.assignee_id = work.actor.user_id
    tell_family(session, now=now, found=found, vault=work.vault, kind=None, values={})
    recorded_by(session, now, work, found, "start", "status")


def ask_family(session: Session, work: Work, *, now: datetime, questions: Sequence[str]) -> bool:
    """Put questions to the family on its page, and tell whether a message goes out that says so."""
    found = held(session, work)
    move_by_staff(session, found, Move.ASK_FOR_MORE, now=now, clocks=work.clocks)
    for question in questions:
        place = new_place("case_question", "question")
        session.add(
            CaseQuestion(
                referral_id=found.id,
                asked_by=work.actor.name,
                asked_at=now,
                question=work.vault.encrypt(question.encode(), place),
                place=place,
            )
        )
    told = tell_family(session, now=now, found=found, vault=work.vault, kind=MORE_INFORMATION, values={})
    recorded_by(session, now, work, found, "ask_for_more", "questions", "status")
    return told


def decide_referral(
    session: Session,
    work: Work,
    *,
    now: datetime,
    outcome: Outcome,
    grounds: Grounds,
    about: For,
) -> bool:
    """Decide, and tell whether a message goes out.

    `about` is what the family gets or waits for. Raises MoveNotAllowedError, DecisionIncompleteError or
    ChangedMeanwhileError; safeguarding.pass_on does what is passed on.
    """
    found = held(session, work)
    before = Status(found.status)
    decided = decide(
        before,
        outcome,
        has_reason=bool(grounds.reason),
        has_alternative=bool(grounds.alternatives or grounds.activities),
        has_list=bool(about),
    )
    since = _waits_since(session, found, about) or now
    end_wait(session, found, _WHY[outcome.effect], now)
    move_by_staff(session, found, outcome.move, now=now, clocks=work.clocks)
    found.outcome, found.reason_code = outcome.code, grounds.reason or None
    found.programme = about.programme or found.programme
    found.decided_at = now
    keep_decision(session, work, found, before, now=now, outcome=outcome.code, grounds=grounds)
    waits = decided.status is Status.WAITING_LIST
    if waits:
        _join_list(session, found, about, since)
    kind = WAITING_LIST_JOINED if waits else DECIDED
    told = tell_family(session, now=now, found=found, vault=work.vault, kind=kind, values={})
    recorded_by(session, now, work, found, "decided", "status", "outcome")
    return told


def _waits_since(session: Session, found: Referral, about: For) -> datetime | None:
    """Give since when a request stands on a list; whoever is told again that it waits keeps its place in the line."""
    wait = open_wait(session, found.id)
    is_same = wait is not None and For(wait.programme, wait.activity) == about
    return wait.joined_at if wait and is_same else None


def _join_list(session: Session, found: Referral, about: For, since: datetime) -> None:
    session.add(
        WaitingListEntry(
            referral_id=found.id, programme=about.programme, activity=about.activity, joined_at=since
        )
    )
    session.flush()


def keep_decision(
    session: Session,
    work: Work,
    found: Referral,
    before: Status,
    *,
    now: datetime,
    outcome: str,
    grounds: Grounds,
) -> None:
    """Keep a decision as it was made; `found` stands where the decision has put it."""
    place = new_place("triage_decision", "reason")
    session.add(
        TriageDecision(
            referral_id=found.id,
            outcome=outcome,
            status_before=before,
            status_after=found.status,
            decided_by=work.actor.name,
            decided_at=now,
            reason=work.vault.encrypt(grounds.as_bytes(), place),
            place=place,
        )
    )


def handle_call(
    session: Session, work: Work, *, now: datetime, became_request: bool, record_words: str
) -> None:
    """Close a call that was rung back; what came of it stands in the record."""
    found = held(session, work)
    before = Status(found.status)
    move_by_staff(session, found, Move.HANDLE_CALL, now=now, clocks=work.clocks)
    found.outcome = CALL_BECAME_REQUEST if became_request else CALL_HANDLED
    found.decided_at = now
    keep_decision(
        session, work, found, before, now=now, outcome=found.outcome, grounds=Grounds(record=record_words)
    )
    session.flush()
    tell_family(session, now=now, found=found, vault=work.vault, kind=None, values={})
    recorded_by(session, now, work, found, "call_handled", "status", "outcome")
