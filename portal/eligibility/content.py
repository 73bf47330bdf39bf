"""Loading content/eligibility: every rule set is walked before the portal starts."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from portal.eligibility.rules.sets import (
    Action,
    ActionKind,
    Heading,
    Outcome,
    Part,
    Rule,
    RuleSet,
    in_force,
)
from portal.eligibility.rules.walks import gaps
from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.content.misfits import Misfit, misfit_of_fact, refuse
from portal.questionnaires.content.shapes import Code, ConditionFile, QuestionId, Words, condition_of
from portal.questionnaires.rules.conditions import All, Fact, Test, facts_of
from portal.questionnaires.rules.questions import Kind, Questionnaire

_FOLDER = "eligibility"
# The rule set that families meet at /eligibility, and the questions that it must be over.
FAMILY_RULES, FAMILY_QUESTIONS = "short-breaks", "eligibility"
# What a search for activities can be narrowed by.
Facet = Annotated[str, Field(pattern="^(age|district|near)$")]


class ActionFile(ContentModel):
    """One next action, which rules name by its id."""

    id: Code
    title: Words
    kind: ActionKind
    target: str = ""
    text: str = ""
    tiers: tuple[Code, ...] = ()
    takes: Mapping[Facet, QuestionId] = Field(default_factory=dict)


class RuleFile(ContentModel):
    """One rule; without `when` and `who` it always holds."""

    id: Code
    who: tuple[Code, ...] = ()
    when: ConditionFile | None = None
    outcome: Outcome
    reason: str = ""
    texts: tuple[Words, ...] = ()
    next: tuple[Code, ...] = ()


class PartFile(ContentModel):
    """One thing that a family may get."""

    id: Code
    title: Words
    rules: tuple[RuleFile, ...] = Field(min_length=1)
    if_not_known: RuleFile | None = None


class HeadingFile(ContentModel):
    """One heading of a result; the last one names no part and fits always."""

    title: Words
    text: str = ""
    parts: Mapping[Code, Outcome] = Field(default_factory=dict)
    next: tuple[Code, ...] = ()


class RuleSetFile(ContentModel):
    """One file: one version of one rule set."""

    id: Code
    version: Annotated[str, Field(min_length=1, max_length=20)]
    valid_from: date
    questionnaire: Code
    who_question: QuestionId | None = None
    actions: tuple[ActionFile, ...]
    always: tuple[Code, ...] = Field(min_length=1)
    headings: tuple[HeadingFile, ...] = Field(min_length=1)
    parts: tuple[PartFile, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class EligibilityRules:
    """All rule sets of the pack, every version of each."""

    versions: Mapping[str, tuple[RuleSet, ...]]

    def on(self, rule_set: str, day: date) -> RuleSet:
        """Give the version of a rule set that counts on a day."""
        return in_force(self.versions[rule_set], day)


def load(pack: Path, questionnaires: Questionnaires, contacts: Collection[str]) -> EligibilityRules:
    """Load all rule sets; `contacts` are the names under contacts in council.yaml.

    Raises ContentError with file, line and reason.
    """
    versions: dict[str, tuple[RuleSet, ...]] = {}
    for path in sorted((pack / _FOLDER).glob("*.yaml")):
        rule_set = load_file(path, questionnaires, contacts)
        if any(rule_set.valid_from == other.valid_from for other in versions.get(rule_set.id, ())):
            raise ContentError(path, None, f'two versions of "{rule_set.id}" are valid from the same day')
        if rule_set.id == FAMILY_RULES and rule_set.questionnaire != FAMILY_QUESTIONS:
            raise ContentError(path, None, f'"{FAMILY_RULES}" is over the questionnaire "{FAMILY_QUESTIONS}"')
        versions[rule_set.id] = (*versions.get(rule_set.id, ()), rule_set)
    if FAMILY_RULES not in versions:
        raise ContentError(pack / _FOLDER, None, f'no file has the rule set "{FAMILY_RULES}"')
    return EligibilityRules(versions)


def load_file(path: Path, questionnaires: Questionnaires, contacts: Collection[str]) -> RuleSet:
    """Load one file and walk it; raises ContentError for the first thing that is wrong."""
    file = load_yaml(path, RuleSetFile)
    if file.questionnaire not in questionnaires.by_id:
        refuse(path, [Misfit(("questionnaire",), f'there is no questionnaire "{file.questionnaire}"')])
    questionnaire = questionnaires.named(file.questionnaire)
    refuse(path, _misfits_of_names(file, questionnaire, contacts))
    rule_set = _rule_set(file)
    refuse(path, _misfits_of_rules(rule_set, questionnaire))
    places = {part.id: ("parts", at) for at, part in enumerate(rule_set.parts)}
    refuse(
        path,
        (
            Misfit(places[gap.part], f'part "{gap.part}": {gap.reason}')
            for gap in gaps(rule_set, questionnaire)
        ),
    )
    return rule_set


def _misfits_of_names(
    file: RuleSetFile, questionnaire: Questionnaire, contacts: Collection[str]
) -> Iterator[Misfit]:
    actions = {action.id for action in file.actions}
    for at, action in enumerate(file.actions):
        if reason := _misfit_of_action(action, questionnaire, contacts):
            yield Misfit(("actions", at), reason)
    used = set(file.always).union(*(heading.next for heading in file.headings))
    rules: set[str] = set()
    for at, part in enumerate(file.parts):
        for rule in (*part.rules, *((part.if_not_known,) if part.if_not_known else ())):
            used |= set(rule.next)
            if rule.id in rules:
                yield Misfit(("parts", at), f'the rule "{rule.id}" is here for the second time')
            if rule.who and file.who_question is None:
                yield Misfit(("parts", at), f'the rule "{rule.id}" asks who; name the who_question')
            rules.add(rule.id)
    for named in sorted(used - actions):
        yield Misfit((), f'there is no action "{named}"')
    for named in sorted(actions - used):
        yield Misfit(("actions",), f'no rule leads to the action "{named}"')
    yield from _misfits_of_headings(file)
    yield from _misfits_of_doubt(questionnaire)


def _misfit_of_action(
    action: ActionFile, questionnaire: Questionnaire, contacts: Collection[str]
) -> str | None:
    if action.kind is ActionKind.PHONE and action.target not in contacts:
        return f'council.yaml has no contact "{action.target}"; there are {", ".join(sorted(contacts))}'
    if action.kind is ActionKind.LINK and not action.target.startswith(("/", "https://")):
        return f'the target of "{action.id}" is a path of this site, such as /ask, or starts with https://'
    for question in action.takes.values():
        if questionnaire.question(question) is None:
            return f'there is no question "{question}"'
    return None


def _misfits_of_headings(file: RuleSetFile) -> Iterator[Misfit]:
    parts = {part.id for part in file.parts}
    for at, heading in enumerate(file.headings):
        for named in set(heading.parts) - parts:
            yield Misfit(("headings", at), f'there is no part "{named}"')
        is_last = at == len(file.headings) - 1
        if is_last == bool(heading.parts):
            yield Misfit(("headings", at), "the last heading names no parts, and all others do")


def _misfits_of_doubt(questionnaire: Questionnaire) -> Iterator[Misfit]:
    """Find checkboxes where "not sure" can stand beside an answer: it would be read as "no" to the rest."""
    for question in questionnaire.questions():
        for option in question.options:
            if question.kind is Kind.CHECKBOXES and option.unknown and not option.exclusive:
                yield Misfit(
                    ("questionnaire",), f'"{option.code}" of "{question.id}" is unknown, so it stands alone'
                )


def _misfits_of_rules(rule_set: RuleSet, questionnaire: Questionnaire) -> Iterator[Misfit]:
    for at, part in enumerate(rule_set.parts):
        for rule in part.rules:
            for fact in facts_of(rule.when):
                if reason := misfit_of_fact(questionnaire, fact):
                    yield Misfit(("parts", at), f'the rule "{rule.id}": {reason}')


def _rule_set(file: RuleSetFile) -> RuleSet:
    actions = {action.id: _action(action) for action in file.actions}
    return RuleSet(
        id=file.id,
        version=file.version,
        valid_from=file.valid_from,
        questionnaire=file.questionnaire,
        headings=tuple(_heading(heading, actions) for heading in file.headings),
        parts=tuple(_part(part, file.who_question, actions) for part in file.parts),
        always=tuple(actions[named] for named in file.always),
    )


def _action(file: ActionFile) -> Action:
    return Action(file.id, file.title, file.kind, file.target, file.text, file.tiers, dict(file.takes))


def _heading(file: HeadingFile, actions: Mapping[str, Action]) -> Heading:
    return Heading(file.title, file.text, file.parts, tuple(actions[named] for named in file.next))


def _part(file: PartFile, who_question: str | None, actions: Mapping[str, Action]) -> Part:
    return Part(
        id=file.id,
        title=file.title,
        rules=tuple(_rule(rule, who_question, actions) for rule in file.rules),
        if_not_known=_rule(file.if_not_known, who_question, actions) if file.if_not_known else None,
    )


def _rule(file: RuleFile, who_question: str | None, actions: Mapping[str, Action]) -> Rule:
    when = condition_of(file.when)
    if file.who and who_question:
        when = All((Fact(who_question, Test.ANY_OF, frozenset(file.who)), when))
    return Rule(
        id=file.id,
        when=when,
        outcome=file.outcome,
        reasons=tuple(text for text in (file.reason, *file.texts) if text),
        actions=tuple(actions[named] for named in file.next),
    )
