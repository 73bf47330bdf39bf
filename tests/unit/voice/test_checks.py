"""What has to be confirmed before words are published, and how easy they are to read."""

import pytest

from portal.voice.rules.checks import Finding, FindingKind, findings_in, unconfirmed
from portal.voice.rules.plainness import MOST_WORDS, plainness_of

KNOWN = frozenset({"hereford"})


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("We asked Zofia Nowak about it.", FindingKind.NAME, "Zofia Nowak"),
        ("Ring 01632 960001 for it.", FindingKind.NUMBER, "01632 960001"),
        ("Write to anna@example.org now.", FindingKind.EMAIL, "anna@example.org"),
        ("It is at HR6 8NW in the hall.", FindingKind.POSTCODE, "HR6 8NW"),
    ],
)
def test_what_may_point_to_a_person_is_found(text: str, kind: FindingKind, piece: str) -> None:
    assert Finding(kind, piece) in findings_in([text], KNOWN)


@pytest.mark.parametrize(
    "text", ["We made a list of what you can buy.", "The club in Hereford is open for 12 weeks.", ""]
)
def test_plain_words_have_nothing_to_confirm(text: str) -> None:
    assert findings_in([text], KNOWN, quoted=[text]) == ()


@pytest.mark.parametrize(
    "quote", ["“nobody helps us”", '"nobody helps us"', "‘nobody helps us’", "„nikt nam nie pomaga”", "«non»"]
)
def test_a_quote_is_found_where_families_speak_and_only_there(quote: str) -> None:
    text = f"You said {quote} to us."
    assert findings_in([text], KNOWN, quoted=[text]) == (Finding(FindingKind.QUOTE, quote),)
    assert findings_in([text], KNOWN) == ()


def test_a_sentence_after_a_quote_begins_with_no_name() -> None:
    assert findings_in(["They said “nobody helps.” Tell us more."], KNOWN) == ()


def test_an_apostrophe_is_no_quote() -> None:
    text = "The children’s club isn’t the parents’ club."
    assert findings_in([text], KNOWN, quoted=[text]) == ()


def test_a_tick_is_for_one_piece_and_for_no_other() -> None:
    one, other = Finding(FindingKind.NAME, "Zofia"), Finding(FindingKind.NAME, "Anna")
    assert unconfirmed((one, other), {one.mark}) == (other,)
    assert unconfirmed((one,), {Finding(FindingKind.QUOTE, "Zofia").mark}) == (one,)
    assert unconfirmed((one, other), {one.mark, other.mark}) == ()


def test_a_piece_is_asked_about_once() -> None:
    text = "Ring 01632 960001. Ring 01632 960001."
    assert len(findings_in([text, text], KNOWN)) == 1


def test_words_over_the_limit_and_long_sentences_are_told() -> None:
    long = " ".join(["word"] * (MOST_WORDS + 3)) + "."
    plain = plainness_of({"asked": "We asked you.", "said": long, "why": ""})
    assert [(one.name, one.over) for one in plain.lengths] == [("asked", 0), ("said", 3)]
    assert plain.long_sentences == (long,)


def test_the_grade_tells_hard_words_from_easy_ones() -> None:
    hard = "The determination of eligibility necessitates a comprehensive multidisciplinary assessment."
    assert plainness_of({"did": hard}).is_hard
    assert not plainness_of({"did": "We made a list. You can read it here."}).is_hard
    assert plainness_of({}).grade == 0
