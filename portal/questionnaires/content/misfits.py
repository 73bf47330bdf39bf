"""What is wrong in a questionnaire although each of its keys is right: places and reasons in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from portal.infra.content_files import ContentError, line_of
from portal.questionnaires.content.lists import Lists, Options
from portal.questionnaires.content.shapes import QuestionFile, QuestionnaireFile
from portal.questionnaires.rules.conditions import NUMBER_TESTS, Condition, Fact, Test, facts_of
from portal.questionnaires.rules.questions import CHOICES, Kind, Question, Questionnaire

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


def misfits_of_file(file: QuestionnaireFile, given: Options | Lists) -> Iterator[Misfit]:
    """Find what the file says twice, leaves out or takes from a list that is not there."""
    lists = Lists.of(given)
    yield from _twice([((number,), page.id) for number, page in enumerate(file.pages)], "page")
    questions = [
        ((at_page, "questions", at), question)
        for at_page, page in enumerate(file.pages)
        for at, question in enumerate(page.questions)
    ]
    yield from _twice([(place, question.id) for place, question in questions], "question")
    for number, page in enumerate(file.pages):
        if not (page.questions or page.lead or page.texts):
            yield Misfit(("pages", number), f'the page "{page.id}" asks nothing and says nothing')
    for place, question in questions:
        for reason in (*_misfits_of_question(question, lists), *_misfits_of_choices(question, lists)):
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


def _misfits_of_question(question: QuestionFile, lists: Lists) -> Iterator[str]:
    name = f'the question "{question.id}"'
    if question.id in _TAKEN:
        yield f"{name} has a name that the form itself uses"
    if question.options_from is not None and question.options_from not in lists.options:
        there = ", ".join(sorted(lists.options))
        yield f'{name} takes its options from "{question.options_from}"; there are {there}'
        return
    codes = _codes(question, lists)
    for code, times in Counter(codes).items():
        if times > 1:
            yield f'{name} has the option "{code}" {times} times'
    if question.type in CHOICES and not codes:
        yield f"{name} has no options"
    if question.type is Kind.NUMBER and len(codes) > 1:
        yield f"{name} is a number and may have one option beside it"
    if codes and question.type not in {*CHOICES, Kind.NUMBER}:
        yield f"{name} is of the type {question.type}, which has no options"


def _codes(question: QuestionFile, lists: Lists) -> list[str]:
    from_list = lists.options.get(question.options_from or "", ())
    return [option.code for option in question.options] + [option.code for option in from_list]


def _misfits_of_choices(question: QuestionFile, lists: Lists) -> Iterator[str]:
    name = f'the question "{question.id}"'
    if question.default and question.default not in _codes(question, lists):
        yield f'{name} has the default "{question.default}", which is no option of it'
    if question.accepts_from is not None and question.accepts_from not in lists.codes:
        yield f'{name} accepts the codes of "{question.accepts_from}.yaml", which the pack has not'
    if question.mobile_if is not None and question.type is not Kind.PHONE:
        yield f"{name} has mobile_if, which is for a phone number"
    for option in question.options:
        if option.programme is not None and option.programme not in lists.oldest:
            yield f'the option "{option.code}" is for the programme "{option.programme}"; tiers.yaml has it not'
        if option.programme is not None and not question.age_from:
            yield f"{name} has an option up to the age of a programme, so age_from says where the age stands"


def misfits_of_conditions(questionnaire: Questionnaire) -> Iterator[Misfit]:
    """Find conditions over questions that are not asked on an earlier page, or that cannot be answered so."""
    earlier: set[str] = set()
    for at_page, page in enumerate(questionnaire.pages):
        yield from _misfits_of_condition(questionnaire, page.show_if, earlier, ("pages", at_page, "show_if"))
        for at, question in enumerate(page.questions):
            place = ("pages", at_page, "questions", at, "show_if")
            yield from _misfits_of_condition(questionnaire, question.show_if, earlier, place)
            if question.mobile_if is not None:
                mobile = (*place[:-1], "mobile_if")
                yield from _misfits_of_condition(
                    questionnaire, question.mobile_if, earlier, mobile, "mobile_if"
                )
            yield from _misfits_of_options(questionnaire, question, earlier, place[:-1])
        earlier |= {question.id for question in page.questions}


def _misfits_of_options(
    questionnaire: Questionnaire, question: Question, earlier: set[str], place: Place
) -> Iterator[Misfit]:
    for option in question.options:
        yield from _misfits_of_condition(questionnaire, option.show_if, earlier, place)
    for name in question.age_from:
        asked = questionnaire.question(name)
        if asked is None or asked.kind not in {Kind.NUMBER, Kind.DATE} or name not in earlier:
            reason = f'age_from: the question "{name}" asks no age on an earlier page'
            yield Misfit((*place, "age_from"), reason)


def _misfits_of_condition(
    questionnaire: Questionnaire,
    condition: Condition,
    earlier: set[str],
    place: Place,
    key: str = "show_if",
) -> Iterator[Misfit]:
    for fact in facts_of(condition):
        reason = misfit_of_fact(questionnaire, fact)
        if reason is None and fact.question not in earlier:
            reason = f'the question "{fact.question}" is not asked on an earlier page'
        if reason is not None:
            yield Misfit(place, f"{key}: {reason}")


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
