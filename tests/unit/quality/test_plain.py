"""Plain texts pass; hard ones, words to avoid and short forms are named with their line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.quality.content import writing
from portal.quality.rules.acronyms import unexplained
from portal.quality.rules.findings import Check, Finding, Level
from portal.quality.rules.limits import WritingRules, pattern_of
from portal.quality.rules.plain_words import plain_faults
from portal.quality.rules.texts import Audience, Document, Kind, Passage
from portal.settings import PROJECT

RULES = writing.load(PROJECT / "content")
EASY = "We help you. You can ring us. We ask what you like. Then we tell you what there is. It is free. "
HARD = "The determination of eligibility necessitates a comprehensive multidisciplinary assessment."


def a_document(*texts: str, audience: Audience = Audience.FAMILIES, **more: frozenset[str]) -> Document:
    """Give a page with one paragraph on each line of its file."""
    passages = tuple(Passage(text, ((0, line),), Kind.RUNNING) for line, text in enumerate(texts, start=1))
    return Document("pages/en/page.md", audience, passages, **more)


def checks(found: object) -> list[tuple[Check, int, Level]]:
    """Give what was found, where and how bad."""
    assert not isinstance(found, Finding)
    return [(one.check, one.line, one.level) for one in found]  # type: ignore[attr-defined]


def test_a_plain_text_passes() -> None:
    assert not list(plain_faults(a_document(EASY * 3, EASY), RULES))


def test_a_hard_text_is_named_with_its_hardest_sentence() -> None:
    text = a_document(
        "We ask a social worker to consider it. " * 4, "You may telephone the department. " * 5, HARD
    )
    found = [one for one in plain_faults(text, RULES) if one.check is Check.READING_AGE]
    assert (found[0].line, found[0].level) == (3, Level.ERROR)
    assert "necessitates" in found[0].what


def test_one_hard_paragraph_does_not_hide_among_easy_ones() -> None:
    faults = plain_faults(a_document(EASY * 20, f"{HARD} {HARD}"), RULES)
    assert checks(faults) == [(Check.READING_AGE, 2, Level.ERROR)]


def test_easy_read_is_held_to_more() -> None:
    middling = (
        "A social worker talks with your family about any need. Your parent carer can come with you too. " * 4
    )
    assert not list(plain_faults(a_document(middling), RULES))
    found = checks(plain_faults(a_document(middling, audience=Audience.EASY_READ), RULES))
    assert (Check.READING_AGE, 1, Level.ERROR) in found


@pytest.mark.parametrize(("length", "is_found"), [(25, False), (26, True)])
def test_a_sentence_has_25_words_at_most(length: int, is_found: bool) -> None:
    found = checks(plain_faults(a_document(EASY * 5, "go " * length), RULES))
    assert found == [(Check.SENTENCE, 2, Level.ERROR)] * is_found


def test_an_easy_read_sentence_has_15_words_at_most() -> None:
    text = a_document("go " * 16, audience=Audience.EASY_READ)
    assert checks(plain_faults(text, RULES)) == [(Check.SENTENCE, 1, Level.ERROR)]


def test_sentences_are_short_on_average() -> None:
    text = a_document(*["go " * 16] * 5)
    assert checks(plain_faults(text, RULES)) == [(Check.SENTENCE, 1, Level.ERROR)]


@pytest.mark.parametrize(
    "text",
    [
        "Respite care for you",
        "Help for the disabled",
        "the handicapped",
        "special needs children",
        "A challenging child",
        "naughty",
        "an ASD sufferer",
        "low-functioning",
        "She is wheelchair-bound",
        "a mental age of 3",
        "an invisible disability",
        "for mums and dads",
        "able-bodied children",
        "normal children",
        "even if undiagnosed",
        "She suffers from it",
        "Please ring",
        "Click here",
        "clubs, e.g. music",
    ],
)
def test_a_word_to_avoid_is_an_error(text: str) -> None:
    found = list(plain_faults(a_document(text), RULES))
    assert found
    assert (Check.WORD, Level.ERROR) in {(one.check, one.level) for one in found}
    assert all("say instead" in one.remedy for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "the disabled child",
        "ADHD (attention deficit hyperactivity disorder)",
        "disabled children and young people",
        "She is pleased",
        "fetch it",
    ],
)
def test_good_words_pass(text: str) -> None:
    assert not list(plain_faults(a_document(text), RULES))


def test_words_that_depend_on_their_place_are_a_warning() -> None:
    assert checks(plain_faults(a_document("Your child cannot sit"), RULES)) == [
        (Check.WORD, 1, Level.WARNING)
    ]


def test_what_an_organiser_wrote_is_only_warned_of() -> None:
    text = a_document("Please ring", "go " * 26, "Ask the XYZ", audience=Audience.LISTING)
    levels = {one.level for one in (*plain_faults(text, RULES), *unexplained(text, RULES))}
    assert levels == {Level.WARNING}


@pytest.mark.parametrize(
    "text",
    [
        "Holiday activities and food (HAF) is free. HAF runs in summer.",
        "An EHC plan (education, health and care plan) is about school. The EHC plan is free.",
        "EHC plan is short for education, health and care plan.",
        "Help is there. The service is called SENDIASS. Ring SENDIASS.",
        "Ring SENDIASS, who give free advice.",
        "We watch TV. You can ring the NHS.",
        "Postcode HR6 8AB, reference SB-7K3M-92QX-4HTD, mail to A.B@EXAMPLE.ORG",
    ],
)
def test_an_explained_short_form_passes(text: str) -> None:
    assert not list(unexplained(a_document(text), RULES))


@pytest.mark.parametrize(
    "text", ["Ring the XYZ team.", "The XYZs help.", "Ask for an EHC plan.", "You get HAF"]
)
def test_a_short_form_that_nobody_explains_is_named(text: str) -> None:
    found = list(unexplained(a_document("We help.", text, text), RULES))
    assert checks(found) == [(Check.ACRONYM, 2, Level.ERROR)]


def test_the_next_paragraph_may_explain_but_not_a_later_one() -> None:
    title, explained = "Is there an EHC plan?", "EHC plan is short for education, health and care plan."
    assert not list(unexplained(a_document(title, explained), RULES))
    assert list(unexplained(a_document(title, "We help.", explained), RULES))


def test_what_the_glossary_explains_on_the_page_passes_but_not_in_easy_read() -> None:
    known = frozenset({"XYZ"})
    assert not list(unexplained(a_document("Ask the XYZ.", explained=known), RULES))
    assert list(unexplained(a_document("Ask the XYZ.", audience=Audience.EASY_READ, explained=known), RULES))


@given(st.lists(st.text(max_size=200), max_size=6), st.sampled_from(Audience))
def test_no_text_breaks_a_check(texts: list[str], audience: Audience) -> None:
    document = a_document(*texts, audience=audience)
    for rules in (RULES, WritingRules()):
        for found in (*plain_faults(document, rules), *unexplained(document, rules)):
            assert 1 <= found.line <= max(1, len(texts))
            assert found.what
            assert found.remedy


@given(
    st.lists(st.text(min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=4),
    st.text(max_size=100),
)
def test_any_phrase_makes_a_pattern(phrases: list[str], text: str) -> None:
    pattern = pattern_of(tuple(phrases))
    assert pattern is not None
    pattern.search(text)
