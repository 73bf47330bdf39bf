"""How hard a text is, against texts that were counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.reading import measure, sentence_spans, syllables, words


@pytest.mark.parametrize(
    ("text", "word_count", "sentence_count", "syllable_count", "grade"),
    [
        # 0.39 x 6 + 11.8 x 1 - 15.59
        ("The cat sat on the mat.", 6, 1, 6, -1.45),
        ("We help you. You can ring us at any time.", 10, 2, 11, -0.66),
        # a so-cial work-er talks with your fam-i-ly a-bout what you need
        ("A social worker talks with your family about what you need.", 11, 1, 16, 5.86),
        # the de-ter-mi-na-tion of el-i-gi-bil-i-ty ne-ces-si-tates a com-pre-hen-sive
        # mul-ti-dis-ci-pli-na-ry as-sess-ment
        (
            "The determination of eligibility necessitates a comprehensive multidisciplinary assessment.",
            9,
            1,
            32,
            29.88,
        ),
        ("Ring us on 01632 960120.", 5, 1, 5, -1.84),
    ],
)
def test_a_text_has_the_grade_that_was_counted_by_hand(
    text: str, word_count: int, sentence_count: int, syllable_count: int, grade: float
) -> None:
    found = measure([text])
    assert (found.words, found.sentences, found.syllables) == (word_count, sentence_count, syllable_count)
    assert found.grade == pytest.approx(grade, abs=0.01)


COUNTED = """
    people 2 family 3 families 3 activities 4 assessment 3 diagnosis 4 social 2 worker 2 carer 2 parents 2 children 2
    young 1 person 2 wheelchair 2 ages 2 hours 1 helped 1 needed 2 because 2 going 2 allowance 3 residential 4 support 2
    breaks 1 changes 2 places 2 able 2 available 4 table 2 medicine 3 safer 2 named 1 weeks 1 application 4
    eligibility 6 organisation 5 service 2 services 3 experience 4 serious 3 science 2 lion 2 fuel 2 onion 2 theatre 2
    telephone 3 wishes 2 little 2 asked 1 wanted 2 self-employed 3 mother’s 2 don’t 1
"""


def test_syllables_are_nearly_those_that_were_counted_by_hand() -> None:
    pairs = COUNTED.split()
    counted = list(zip(pairs[::2], map(int, pairs[1::2]), strict=True))
    wrong = [(word, number, syllables(word)) for word, number in counted if syllables(word) != number]
    assert not wrong


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("Open from 9.30 to 12.15. Free.", ["Open from 9.30 to 12.15.", "Free."]),
        ("Say: “I want help.” Then wait.", ["Say: “I want help.", "Then wait."]),
        ("A heading\nA second line", ["A heading", "A second line"]),
        (" … ", []),
        ("", []),
    ],
)
def test_a_text_is_parted_where_its_sentences_end(text: str, sentences: list[str]) -> None:
    assert [text[start:end].strip("” ") for start, end in sentence_spans(text)] == [
        sentence.strip("”") for sentence in sentences
    ]


def test_names_that_everybody_knows_count_as_short() -> None:
    assert measure(["Leominster"]).syllables > 1
    assert measure(["Leominster."], easy={"leominster"}).syllables == 1


@given(st.text())
def test_any_text_can_be_measured(text: str) -> None:
    found = measure([text])
    assert found.words == len(words(text))
    assert found.syllables >= found.words
    assert found.grade == found.grade
    for start, end in sentence_spans(text):
        assert text[start:end].strip()


@given(st.lists(st.from_regex(r"[A-Za-z]{1,12}", fullmatch=True), min_size=1, max_size=30))
def test_a_longer_sentence_is_never_easier(some_words: list[str]) -> None:
    one = measure([" ".join(some_words) + "."])
    twice = measure([" ".join(some_words * 2) + "."])
    assert twice.grade >= one.grade
