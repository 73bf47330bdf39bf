"""The page of a request in words: what of it stands in codes is looked up in content."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.activities.queries import activity_title
from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.infra.i18n import _, format_day
from portal.offer.content import Tiers
from portal.referrals.content import TriageWords
from portal.referrals.queries.family_page import SentReply
from portal.referrals.rules.family import FamilyView, FamilyWait, ReplyKind, replies_allowed
from portal.referrals.rules.routes import Kind
from portal.referrals.rules.triage import Status


@dataclass(frozen=True, slots=True)
class Else:
    """Something else that there is; `lang` for names that stand in one language only."""

    text: str
    address: str | None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """A decision as the family reads it."""

    texts: tuple[str, ...]
    own_words: str
    others: tuple[Else, ...]
    ask_again: str
    complain: str


@dataclass(frozen=True, slots=True)
class Done:
    """Something that the family did on the page."""

    text: str
    reply: SentReply


@dataclass(frozen=True, slots=True)
class StatusPage:
    """One request; `waiting_for` is what it waits for, `is_late` when the day in `next_text` is over."""

    view: FamilyView
    title: str
    next_text: str
    is_late: bool
    waiting_for: str
    decision: DecisionWords | None
    done: tuple[Done, ...]
    can: frozenset[ReplyKind]
    has_others: bool


def status_page(
    view: FamilyView, replies: Sequence[SentReply], today: date, *, has_others: bool
) -> StatusPage:
    """Put a request into words."""
    return StatusPage(
        view=view,
        title=title_of(view),
        next_text=_next(view),
        is_late=view.next_by is not None and view.next_by < today,
        waiting_for=_waiting_for(view.wait) if view.wait else "",
        decision=_decision(view),
        done=tuple(Done(_done(reply.kind), reply) for reply in replies),
        can=replies_allowed(view),
        has_others=has_others,
    )


def title_of(view: FamilyView) -> str:
    """Say where a request stands; it is the heading, so it names nobody."""
    if view.kind is Kind.CALL and view.status is Status.CLOSED:
        return _("We have talked with you")
    titles = {
        Status.SUBMITTED: _("We have your request"),
        Status.IN_TRIAGE: _("We are looking at your request"),
        Status.MORE_INFO_NEEDED: _("We have a question for you"),
        Status.WAITING_LIST: _("You are on a waiting list"),
        Status.PLACE_OFFERED: _("There is a place for you"),
        Status.ACCEPTED: _("We have decided about your request"),
        Status.CLOSED: _("We have decided about your request"),
        Status.WITHDRAWN: _("You took back your request"),
    }
    return titles[view.status]


def _next(view: FamilyView) -> str:
    """Say by when the next thing happens; "" when nothing is to come."""
    if view.next_by is None:
        return ""
    day = format_day(view.next_by, weekday=True)
    texts = {
        Status.SUBMITTED: _("We contact you by %(day)s.", day=day),
        Status.IN_TRIAGE: _("We tell you what we can offer by %(day)s.", day=day),
        Status.MORE_INFO_NEEDED: _("Answer by %(day)s, so that we can go on.", day=day),
        Status.WAITING_LIST: _("We look at the list again, and tell you how it stands by %(day)s.", day=day),
        Status.PLACE_OFFERED: _(
            "Answer by %(day)s. After that day we may give the place to somebody else.", day=day
        ),
    }
    if view.kind is Kind.CALL and view.status in {Status.SUBMITTED, Status.IN_TRIAGE}:
        return _("We ring you by %(day)s.", day=day)
    return texts.get(view.status, "")


def _waiting_for(wait: FamilyWait) -> str:
    programme = content(Tiers).programme(wait.programme) if wait.programme else None
    if programme is not None:
        return _(programme.title)
    return _title(wait.activity) if wait.activity else ""


def _title(slug: str) -> str:
    with reading() as session:
        return activity_title(session, slug) or ""


def _decision(view: FamilyView) -> DecisionWords | None:
    words = content(TriageWords)
    made = view.decision
    if made is None:
        return None
    outcome, reason = words.outcome(made.outcome), words.reason(made.reason)
    found = (words.alternative(code) for code in made.alternatives)
    others = [Else(_(one.text), one.address) for one in found if one]
    named = ((slug, _title(slug)) for slug in made.activities)
    others += [Else(name, f"/activities/{slug}", "en") for slug, name in named if name]
    texts = [_(text) for text in (outcome and outcome.text, reason and reason.text) if text]
    if view.place:
        # The outcome still says that we can offer one.
        texts = [_("You said yes to this place. We will contact you to agree what is still open.")]
    return DecisionWords(
        texts=tuple(texts),
        own_words=made.words,
        others=tuple(others),
        ask_again=_(words.ask_again.text),
        complain=_(words.complain.text),
    )


def _done(kind: ReplyKind) -> str:
    texts = {
        ReplyKind.ANSWER: _("You answered a question."),
        ReplyKind.WITHDRAW: _("You took back your request."),
        ReplyKind.CONTACT: _("You changed how we reach you."),
        ReplyKind.ACCEPT_PLACE: _("You took the place."),
        ReplyKind.DECLINE_PLACE: _("You said no to the place."),
        ReplyKind.LOOK_AGAIN: _("You asked us to look again."),
    }
    return texts[kind]
