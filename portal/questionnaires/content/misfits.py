"""What is wrong in a questionnaire although each of its keys is right: places and reasons in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from portal.infra.content_files import ContentError, line_of
from portal.questionnaires.content.shapes import QuestionFile, QuestionnaireFile
from portal.questionnaires.rules.conditions import NUMBER_TESTS, Condition, Fact, Test, facts_of
from portal.questionnaires.rules.questions import CHOICES, Kind, Option, Questionnaire

Place = tuple[str | int, ...]
# Names that a page's form sends beside its answers, and names that the form library itself uses.
_SENT = frozenset({"csrf_token", "lang", "go", "kept", "to", "page", "key"})
_LIBRARY = frozenset(
    {"data", "errors", "form_errors", "hidden_tag", "is_submitted", "meta", "populate_obj", "process"}
    | {"validate", "validate_on_submit"}
)
_TAKEN = _SENT | _LIBRARY


@dataclass(frozen=True, slots=True)
class Misfit:
    """One fault, with the place in the file on which it stands."""

    place: Place
    reason: str


def refuse(path: Path, misfits: Iterable[Misfit]) -> None:
    """Raise ContentError for the first misfit, with the line on which it stands."""
    for misfit in misfits:
        parsed = YAML(typ="rt", pure=True).load(path.read_text(encoding="utf-8"))
        raise ContentError(path, line_of(parsed, misfit.place), misfit.reason)


def misfits_of_file(file: QuestionnaireFile, lists: Mapping[str, Sequence[Option]]) -> Iterator[Misfit]:
    """Find what the file says twice, leaves out or takes from a list that is not there."""
    yield from _twice([((number,), page.id) for number, page in enumerate(file.pages)], "page")
    questions = [
        ((at_page, "questions", at), question)
        for at_page, page in enumerate(file.pages)
        for at, question in enumerate(page.questions)
    ]
    yield from _twice([(place, question.id) for place, question in questions], "question")
    for place, question in questions:
        for reason in _misfits_of_question(question, lists):
            yield Misfit(("pages", *place), reason)
        page = file.pages[place[0]]
        if not question.label and (len(page.questions) > 1 or page.lead or page.texts):
            reason = "is not alone under the title of its page, so it needs a label"
            yield Misfit(("pages", *place), f'the question "{question.id}" {reason}')


def _twice(found: Sequence[tuple[Place, str]], what: str) -> Iterator[Misfit]:
    seen: set[str] = set()
    for place, name in found:
        if name in seen:
            yield Misfit(("pages", *place), f'the {what} "{name}" is here for the second time')
        seen.add(name)


def _misfits_of_question(question: QuestionFile, lists: Mapping[str, Sequence[Option]]) -> Iterator[str]:
    name = f'the question "{question.id}"'
    if question.id in _TAKEN:
        yield f"{name} has a name that the form itself uses"
    if question.options_from is not None and question.options_from not in lists:
        yield f'{name} takes its options from "{question.options_from}"; there are {", ".join(sorted(lists))}'
        return
    codes = [option.code for option in question.options]
    codes += [option.code for option in lists.get(question.options_from or "", ())]
    for code, times in Counter(codes).items():
        if times > 1:
            yield f'{name} has the option "{code}" {times} times'
    if question.type in CHOICES and not codes:
        yield f"{name} has no options"
    if question.type is Kind.NUMBER and len(codes) > 1:
        yield f"{name} is a number and may have one option beside it"
    if codes and question.type not in {*CHOICES, Kind.NUMBER}:
        yield f"{name} is of the type {question.type}, which has no options"


def misfits_of_conditions(questionnaire: Questionnaire) -> Iterator[Misfit]:
    """Find conditions over questions that are not asked on an earlier page, or that cannot be answered so."""
    earlier: set[str] = set()
    for at_page, page in enumerate(questionnaire.pages):
        yield from _misfits_of_condition(questionnaire, page.show_if, earlier, ("pages", at_page, "show_if"))
        for at, question in enumerate(page.questions):
            place = ("pages", at_page, "questions", at, "show_if")
            yield from _misfits_of_condition(questionnaire, question.show_if, earlier, place)
        earlier |= {question.id for question in page.questions}


def _misfits_of_condition(
    questionnaire: Questionnaire, condition: Condition, earlier: set[str], place: Place
) -> Iterator[Misfit]:
    for fact in facts_of(condition):
        reason = misfit_of_fact(questionnaire, fact)
        if reason is None and fact.question not in earlier:
            reason = f'the question "{fact.question}" is not asked on an earlier page'
        if reason is not None:
            yield Misfit(place, f"show_if: {reason}")


def misfit_of_fact(questionnaire: Questionnaire, fact: Fact) -> str | None:
    """Say why a test can never be made of a questionnaire's answers, or give None when it can."""
    question = questionnaire.question(fact.question)
    if question is None:
        return f'there is no question "{fact.question}"'
    if fact.test in NUMBER_TESTS and question.kind not in {Kind.NUMBER, Kind.DATE}:
        return f'the question "{fact.question}" is not a number or a date'
    if fact.test in {Test.ANY_OF, Test.NONE_OF}:
        for code in sorted(fact.codes):
            if question.option(code) is None:
                return f'the question "{fact.question}" has no option "{code}"'
    return None
