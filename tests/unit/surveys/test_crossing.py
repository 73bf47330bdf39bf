"""Bitsets give what a count person by person gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from portal.questionnaires.rules.questions import Kind, Option, Question
from portal.surveys.rules.crossing import Answers, Wanted, counted, cross, people

_CODES = ("a", "b", "c")
_DAYS = (date(2026, 11, 1), date(2026, 11, 2), date(2026, 12, 1))
_CHANNELS = ("online", "paper", "phone")
SEVERAL = Question(
    "several", Kind.CHECKBOXES, "Several", options=tuple(Option(code, code) for code in _CODES)
)
ONE = Question("one", Kind.RADIOS, "One", options=(Option("a", "A"), Option("b", "B")))


@dataclass(frozen=True)
class Person:
    """One response, as it is told in a story."""

    several: frozenset[str]
    one: frozenset[str]
    channel: str = "online"
    day: date = _DAYS[0]
    round_id: int = 1

    def chose(self, question: Question) -> frozenset[str]:
        return self.several if question is SEVERAL else self.one


PEOPLE = st.lists(
    st.builds(
        Person,
        several=st.frozensets(st.sampled_from(_CODES)),
        one=st.one_of(st.just(frozenset()), st.sampled_from("ab").map(lambda code: frozenset({code}))),
        channel=st.sampled_from(_CHANNELS),
        day=st.sampled_from(_DAYS),
        round_id=st.integers(1, 3),
    ),
    max_size=40,
)
WANTED = st.builds(
    Wanted,
    choices=st.dictionaries(
        st.sampled_from(("several", "one")),
        st.frozensets(st.sampled_from(_CODES), min_size=1),
        max_size=2,
    ),
    rounds=st.frozensets(st.integers(1, 4), max_size=2),
    channels=st.frozensets(st.sampled_from(_CHANNELS), max_size=2),
    first=st.none() | st.sampled_from(_DAYS),
    last=st.none() | st.sampled_from(_DAYS),
)


def bits(persons: Sequence[bool]) -> int:
    """Make a bitset of who is in."""
    return sum(1 << number for number, is_in in enumerate(persons) if is_in)


def answers_of(persons: Sequence[Person]) -> Answers:
    """Make the bitsets, one test for each bit."""
    return Answers(
        everybody=(1 << len(persons)) - 1,
        chosen={
            question.id: {code: bits([code in one.chose(question) for one in persons]) for code in _CODES}
            for question in (SEVERAL, ONE)
        },
        rounds={number: bits([one.round_id == number for one in persons]) for number in (1, 2, 3)},
        channels={name: bits([one.channel == name for one in persons]) for name in _CHANNELS},
        days={day: bits([one.day == day for one in persons]) for day in _DAYS},
    )


def meets(person: Person, wanted: Wanted) -> bool:
    """Say for one person what the filter says for all."""
    return (
        all(
            (person.several if question == "several" else person.one) & codes
            for question, codes in wanted.choices.items()
        )
        and (not wanted.rounds or person.round_id in wanted.rounds)
        and (not wanted.channels or person.channel in wanted.channels)
        and (wanted.first or date.min) <= person.day <= (wanted.last or date.max)
    )


@given(PEOPLE, WANTED)
def test_a_filter_leaves_those_who_meet_all_of_it(persons: list[Person], wanted: Wanted) -> None:
    assert people(answers_of(persons), wanted) == bits([meets(person, wanted) for person in persons])


@given(PEOPLE, WANTED)
def test_a_cross_table_counts_persons(persons: list[Person], wanted: Wanted) -> None:
    answers = answers_of(persons)
    table = cross(answers, SEVERAL, ONE, people(answers, wanted))
    base = [person for person in persons if meets(person, wanted) and person.several and person.one]
    assert table.answered == len(base)
    for row in table.rows:
        assert row.total == sum(row.code in person.several for person in base)
        for heading, cell in zip(table.columns, row.cells, strict=True):
            assert cell.count == sum(
                row.code in person.several and heading.code in person.one for person in base
            )
    for heading in table.columns:
        assert heading.total == sum(heading.code in person.one for person in base)
    assert sum(heading.total for heading in table.columns) == table.answered


@given(PEOPLE, WANTED)
def test_a_question_counts_persons_not_ticks(persons: list[Person], wanted: Wanted) -> None:
    answers = answers_of(persons)
    question = counted(answers, SEVERAL, people(answers, wanted))
    left = [person for person in persons if meets(person, wanted)]
    assert question.answered == sum(bool(person.several) for person in left)
    for answer in question.answers:
        assert answer.count == sum(answer.code in person.several for person in left)
        assert answer.count <= question.answered


def test_percentages_of_several_answers_can_add_up_to_more_than_100() -> None:
    answers = answers_of([Person(frozenset("ab"), frozenset("a")), Person(frozenset("a"), frozenset("b"))])
    question = counted(answers, SEVERAL, answers.everybody)
    assert [(answer.count, answer.percent) for answer in question.answers] == [(2, 100), (1, 50), (0, 0)]
    assert cross(answers, SEVERAL, ONE, answers.everybody).has_several


def test_an_answer_of_an_earlier_version_has_its_row_and_column() -> None:
    answers = answers_of([Person(frozenset("a"), frozenset("c"))])
    table = cross(answers, SEVERAL, ONE, answers.everybody)
    assert [heading.code for heading in table.columns] == ["a", "b", "c"]
    assert [heading.total for heading in table.columns] == [0, 0, 1]


def test_nobody_gives_a_table_of_nothing() -> None:
    table = cross(Answers(0, {}), SEVERAL, ONE, 0)
    assert table.answered == 0
    assert [(row.total, [cell.percent for cell in row.cells]) for row in table.rows] == [(0, [0, 0])] * 3
