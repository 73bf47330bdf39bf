"""The result of the checker in words and links."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for

from portal.eligibility.rules.cases import Case
from portal.eligibility.rules.decisions import Decision, PartDecision
from portal.eligibility.rules.sets import Action, ActionKind, Outcome
from portal.eligibility.rules.telling import taken_along
from portal.eligibility.views.particulars import Particular, particulars, route_words
from portal.infra.content_pack import content
from portal.infra.i18n import _, spoken_list
from portal.offer.content.council import Contact, Council
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy


@dataclass(frozen=True, slots=True)
class Step:
    """A next action as a link; `phone` is shown beside it, and `is_form` is a button that takes answers along.

    Without an address it is something to do, in words only.
    """

    title: str
    text: str
    address: str
    phone: str = ""
    is_form: bool = False


@dataclass(frozen=True, slots=True)
class PartShown:
    """One tier or programme of the result."""

    title: str
    label: str
    outcome: str
    reasons: tuple[str, ...]
    route: str
    not_needed: str
    particulars: tuple[Particular, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The whole result; `kept` leads back into the questions."""

    title: str
    text: str
    steps: tuple[Step, ...]
    parts: tuple[PartShown, ...]
    always: tuple[Step, ...]
    version: str
    help_now: bool
    kept: str
    change: str
    again: str


def result_page(
    decision: Decision, case: Case, *, help_now: bool, kept: str, change: str, again: str
) -> ResultPage:
    """Put a decision into the reader's language."""
    return ResultPage(
        title=_(decision.title),
        text=_(decision.text),
        steps=_steps(decision.actions, case),
        parts=tuple(_part(part, case) for part in decision.parts),
        always=_steps(decision.always, case),
        version=decision.version,
        help_now=help_now,
        kept=kept,
        change=change,
        again=again,
    )


def _part(part: PartDecision, case: Case) -> PartShown:
    return PartShown(
        title=_(part.title),
        label=_outcome_words()[part.outcome],
        outcome=part.outcome.value,
        reasons=_reasons(part),
        route=route_words(part.route),
        not_needed=spoken_list([_(one.title) for one in part.not_needed]),
        particulars=particulars(part.particulars, case),
        steps=_steps(part.actions, case),
    )


def _reasons(part: PartDecision) -> tuple[str, ...]:
    reasons = tuple(_(reason) for reason in part.reasons)
    if not part.more_open:
        return reasons
    return (*reasons, _("How you get it, or how much, depends on answers that we do not have yet."))


def _outcome_words() -> dict[Outcome, str]:
    return {
        Outcome.CAN: _("You can get this"),
        Outcome.ASK: _("You can ask for this"),
        Outcome.STEP_FIRST: _("One step comes first"),
        Outcome.OTHER_HELP: _("There is other help"),
        Outcome.NOT_KNOWN: _("Let us find out together"),
    }


def _steps(actions: tuple[Action, ...], case: Case) -> tuple[Step, ...]:
    return tuple(_step(action, case) for action in actions)


def _step(action: Action, case: Case) -> Step:
    title, text = _(action.title), _(action.text)
    match action.kind:
        case ActionKind.PHONE:
            return _phone(action, title, text)
        case ActionKind.EMAIL:
            return Step(title, text, f"mailto:{action.target}")
        case ActionKind.ACTIVITIES:
            return Step(title, text, f"/activities?{urlencode(_search(action, case))}")
        case ActionKind.FORM:
            return Step(title, text, url_for("eligibility.take"), is_form=True)
        case ActionKind.STEP:
            return Step(title, text, "")
    return Step(title, text, action.target)


def _phone(action: Action, title: str, text: str) -> Step:
    contact: Contact | None = getattr(content(Council).contacts, action.target, None)
    if contact is None:
        return Step(title, text, f"tel:{action.target.replace(' ', '')}", action.target)
    return Step(title, f"{contact.when} {text}".strip(), contact.tel, contact.phone)


def _search(action: Action, case: Case) -> list[tuple[str, str]]:
    """Give the search that fits the answers; what is not known narrows nothing."""
    pairs = [("tier", tier) for tier in action.tiers]
    takes, along = action.takes or {}, taken_along(action, case.answers)
    age = case.known(takes["age"].question) if "age" in takes else None
    taxonomy, places = content(Taxonomy), content(Places)
    if isinstance(age, int):
        pairs += [("age", band.code) for band in taxonomy.age_bands if band.ages.includes(age)]
    pairs += [("district", code) for code in along.get("district", ()) if places.district(code)]
    pairs += [("near", code) for code in along.get("near", ()) if places.district(code)]
    needs = {need.code for need in taxonomy.support_needs if not need.exclusive}
    pairs += [("need", code) for code in along.get("need", ()) if code in needs]
    return pairs
