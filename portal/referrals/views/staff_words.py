"""What staff read instead of codes."""

from collections.abc import Mapping

from portal.infra.content_pack import content
from portal.infra.i18n import _
from portal.infra.i18n import lazy as _l
from portal.offer.content import Tiers
from portal.referrals.content import TriageWords
from portal.referrals.rules.offers import Answer, For
from portal.referrals.rules.triage import Status

STATUSES: Mapping[str, str] = {
    Status.SUBMITTED: _l("New"),
    Status.IN_TRIAGE: _l("Being looked at"),
    Status.MORE_INFO_NEEDED: _l("Waiting for the family"),
    Status.WAITING_LIST: _l("On a waiting list"),
    Status.PLACE_OFFERED: _l("Place offered"),
    Status.ACCEPTED: _l("Accepted"),
    Status.CLOSED: _l("Closed"),
    Status.WITHDRAWN: _l("Taken back"),
}
ROUTES: Mapping[str, str] = {
    "parent": _l("Parent or carer"),
    "young_person": _l("Young person"),
    "professional": _l("Professional"),
    "call": _l("Call"),
}
KINDS: Mapping[str, str] = {"request": _l("Requests"), "call": _l("Calls")}
FLAGS: Mapping[str, str] = {
    "urgent": _l("Urgent"),
    "not_safe": _l("Not safe"),
    "interpreter": _l("Interpreter"),
    "talk_only": _l("Talk only"),
    "check_responsibility": _l("Check responsibility"),
    "competence_check": _l("Competence check"),
    "inform_social_worker": _l("Inform the social worker"),
    "answered": _l("Family answered"),
    "offer_declined": _l("Offer declined"),
    "offer_lapsed": _l("Offer lapsed"),
    "asked_again": _l("Asks to look again"),
}
ATTENTION: Mapping[str, str] = {
    "urgent": _l("Urgent"),
    "overdue": _l("Overdue"),
    "unanswered": _l("No answer from the family"),
    "news": _l("News from the family"),
}
ANSWERS: Mapping[str, str] = {
    Answer.ACCEPTED: _l("The family took it"),
    Answer.DECLINED: _l("The family said no"),
    Answer.LAPSED: _l("No answer in time"),
    Answer.TAKEN_BACK: _l("We took it back"),
}
_ENDED_CALLS: Mapping[str, str] = {
    "call_handled": _l("Call: dealt with"),
    "call_became_request": _l("Call: became a request"),
}
ACTIONS: Mapping[str, str] = {
    "referral.sent": _l("sent"),
    "referral.opened": _l("opened by the portal"),
    "referral.seen": _l("read"),
    "referral.found": _l("found by its reference"),
    "referral.noted": _l("wrote a note"),
    "referral.assigned": _l("gave it to somebody"),
    "referral.unassigned": _l("gave it to nobody"),
    "referral.news_seen": _l("read the family’s news"),
    "referral.start": _l("started to look at it"),
    "referral.ask_for_more": _l("asked the family"),
    "referral.answered": _l("answered"),
    "referral.decided": _l("decided"),
    "referral.place_offered": _l("offered a place"),
    "referral.place_accepted": _l("place taken"),
    "referral.place_declined": _l("place declined"),
    "referral.place_taken_back": _l("took the offer back"),
    "referral.place_lapsed": _l("offer ended: the day was over"),
    "referral.place_reminded": _l("reminder of the offer"),
    "referral.question_reminded": _l("reminder of the questions"),
    "referral.withdrawn": _l("request taken back"),
    "referral.look_again": _l("asked to look again"),
    "referral.passed_on": _l("passed a worry on"),
    "referral.second_look": _l("looked a second time"),
    "referral.call_handled": _l("dealt with the call"),
    "referral.child_joined": _l("joined to the same child"),
    "referral.child_taken_apart": _l("taken apart from another request"),
    "referral.link_sent": _l("sent a link to its page"),
    "referral.opened_by_family": _l("opened its page"),
    "referral.reply_sent": _l("wrote on its page"),
    "referral.contact_changed": _l("changed how it is reached"),
    "referral.matched": _l("looked for what fits"),
    "referral.exported": _l("downloaded"),
    "referral.told_by_person": _l("told the family on the phone"),
}
WHO: Mapping[str, str] = {
    "family": _l("the family"),
    "visitor": _l("the family"),
    "worker": _l("the portal"),
}
# These only read; they do not make two pages differ.
READS = frozenset(
    {
        "referral.seen",
        "referral.found",
        "referral.exported",
        "referral.matched",
        "referral.link_sent",
        "referral.opened_by_family",
    }
)


def in_words(words: Mapping[str, str], code: str) -> str:
    """Give the words of a code; one that is not known is shown as words as far as that goes."""
    return str(words.get(code, code.replace("_", " ").capitalize()))


def outcome_name(code: str) -> str:
    """Give what staff call an outcome, those of calls included."""
    return str(_ENDED_CALLS.get(code) or content(TriageWords).name(code))


def programme_name(code: str | None) -> str:
    """Give the title of a programme, its code when the pack has it no more."""
    found = content(Tiers).programme(code) if code else None
    return _(found.title) if found else code or ""


def about_name(about: For) -> str:
    """Give what somebody waits for or is offered."""
    return ", ".join(part for part in (programme_name(about.programme), about.activity) if part)
