"""The result of the checker in words and links."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from portal.eligibility.rules.decisions import Decision, PartDecision
from portal.eligibility.rules.sets import Action, ActionKind, Outcome
from portal.infra.content_pack import content
from portal.infra.i18n import _
from portal.offer.content.council import Contact, Council
from portal.places.rules import Places
from portal.questionnaires.rules.answers import Answer
from portal.taxonomy.content import Taxonomy


@dataclass(frozen=True, slots=True)
class Step:
    """A next action as a link; `contact` is the team behind a telephone number."""

    title: str
    text: str
    address: str
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class PartShown:
    """One tier or programme of the result."""

    title: str
    label: str
    outcome: str
    reasons: tuple[str, ...]
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
    decision: Decision, answers: Mapping[str, Answer], *, help_now: bool, kept: str, change: str, again: str
) -> ResultPage:
    """Put a decision into the reader's language."""
    return ResultPage(
        title=_(decision.title),
        text=_(decision.text),
        steps=_steps(decision.actions, answers),
        parts=tuple(_part(part, answers) for part in decision.parts),
        always=_steps(decision.always, answers),
        version=decision.version,
        help_now=help_now,
        kept=kept,
        change=change,
        again=again,
    )


def _part(part: PartDecision, answers: Mapping[str, Answer]) -> PartShown:
    return PartShown(
        title=_(part.title),
        label=_outcome_words()[part.outcome],
        outcome=part.outcome.value,
        reasons=tuple(_(reason) for reason in part.reasons),
        steps=_steps(part.actions, answers),
    )


def _outcome_words() -> Mapping[Outcome, str]:
    return {
        Outcome.CAN: _("You can get this"),
        Outcome.ASK: _("You can ask for this"),
        Outcome.STEP_FIRST: _("One step comes first"),
        Outcome.OTHER_HELP: _("There is other help"),
        Outcome.NOT_KNOWN: _("Let us find out together"),
    }


def _steps(actions: tuple[Action, ...], answers: Mapping[str, Answer]) -> tuple[Step, ...]:
    return tuple(_step(action, answers) for action in actions)


def _step(action: Action, answers: Mapping[str, Answer]) -> Step:
    title, text = _(action.title), _(action.text)
    if action.kind is ActionKind.PHONE:
        contact: Contact = getattr(content(Council).contacts, action.target)
        return Step(title, text, contact.tel, contact)
    if action.kind is ActionKind.ACTIVITIES:
        return Step(title, text, f"/activities?{urlencode(_search(action, answers))}", None)
    return Step(title, text, action.target, None)


def _search(action: Action, answers: Mapping[str, Answer]) -> list[tuple[str, str]]:
    """Give the search that fits the answers; what is not known narrows nothing."""
    pairs = [("tier", tier) for tier in action.tiers]
    takes = action.takes or {}
    age = answers.get(takes.get("age", ""))
    if isinstance(age, int):
        bands = content(Taxonomy).age_bands
        pairs += [("age", band.code) for band in bands if band.ages.includes(age)]
    district = answers.get(takes.get("district", ""))
    if isinstance(district, str):
        pairs.append(("district", district))
    near = answers.get(takes.get("near", ""))
    if isinstance(near, str) and content(Places).district(near) is not None:
        pairs.append(("near", near))
    return pairs
