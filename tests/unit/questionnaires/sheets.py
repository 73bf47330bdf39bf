"""Small questionnaires for tests, and any answers that a person could type."""

from datetime import date

from hypothesis import strategies as st

from portal.questionnaires.rules.answers import Entries
from portal.questionnaires.rules.conditions import All, Condition, Fact, Not, Test
from portal.questionnaires.rules.questions import (
    Keep,
    Kind,
    Limits,
    Option,
    Page,
    Question,
    Questionnaire,
)

DAY = date(2026, 11, 22)
YES_NO = (Option("yes", "Yes"), Option("no", "No"), Option("not_sure", "Not sure", unknown=True))


def asked(name: str, kind: Kind = Kind.TEXT, **more: object) -> Question:
    """Make a question with a short name."""
    return Question(name, kind, name.capitalize(), **more)  # type: ignore[arg-type]


def chosen(question: str, *codes: str) -> Fact:
    """Make the condition that one of these codes was chosen."""
    return Fact(question, Test.ANY_OF, frozenset(codes))


def sheet(*pages: tuple[str, Condition, tuple[Question, ...]]) -> Questionnaire:
    """Make a questionnaire from page names, conditions and questions."""
    made = tuple(Page(name, name, questions, show_if=when) for name, when, questions in pages)
    return Questionnaire("sheet", "1", "Sheet", Keep.DRAFT, made)


ALWAYS = All(())
# A first page that opens a second one, which opens a third: the shape in which answers become stale.
CHAIN = sheet(
    ("pet", ALWAYS, (asked("pet", Kind.RADIOS, options=YES_NO, required=True),)),
    (
        "kind",
        chosen("pet", "yes"),
        (asked("kind", Kind.RADIOS, options=(Option("dog", "Dog"), Option("cat", "Cat"))),),
    ),
    ("walks", chosen("kind", "dog"), (asked("walks", Kind.NUMBER, limits=Limits(lowest=0, highest=9)),)),
    (
        "born",
        ALWAYS,
        (asked("born", Kind.DATE, required=True, limits=Limits(past_only=True, oldest_age=25)),),
    ),
    ("grown", Fact("born", Test.AT_LEAST, lowest=16), (asked("agrees", Kind.RADIOS, options=YES_NO),)),
    ("words", Not(chosen("pet", "no")), (asked("words", Kind.TEXTAREA, limits=Limits(max_length=50)),)),
)

_codes = st.sampled_from(["yes", "no", "not_sure", "dog", "cat", "", "nonsense"])
_typed = st.one_of(_codes, st.text(max_size=80), st.integers(-5, 3000).map(str))


def entries() -> st.SearchStrategy[Entries]:
    """Give any mixture of sensible and odd input for CHAIN, in any number of boxes."""
    names = [question.id for question in CHAIN.questions()]
    return st.dictionaries(st.sampled_from(names), st.lists(_typed, max_size=4).map(tuple))
