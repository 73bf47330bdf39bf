"""What may point to a person is noticed, and plain words are not."""

import pytest

from portal.allowance.rules.sentences import longest_sentence
from portal.allowance.rules.traces import Kind, contacts_in, seen_mark, traces_in

KNOWN = frozenset({"saturday", "leominster", "orchard", "county", "council", "swimming"})


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("Can Zofia have a drum?", Kind.NAME, "Zofia"),
        ("Can we pay for Zofia Przykładowska’s lessons?", Kind.NAME, "Zofia Przykładowska’s"),
        ("Zofia needs a drum.", Kind.NAME, "Zofia"),
        ("Zofia’s drum", Kind.NAME, "Zofia’s"),
        ("Ask Mr Smith.", Kind.NAME, "Mr Smith"),
        ("John Smith", Kind.NAME, "John Smith"),
        ("It is fine. Élodie can go.", Kind.NAME, "Élodie"),
        ("Zofia helped us a lot.", Kind.NAME, "Zofia"),
        ("“Zofia said no,” we heard", Kind.NAME, "Zofia"),
        ("Ask mrs smith.", Kind.NAME, "smith"),
        ("０１６３２９６０００１", Kind.NUMBER, "01632960001"),
        ("٠١٦٣٢ ٩٦٠٠٠١", Kind.NUMBER, "٠١٦٣٢ ٩٦٠٠٠١"),
        ("01632\u200b960001", Kind.NUMBER, "01632960001"),
        ("anna＠example.org", Kind.EMAIL, "anna@example.org"),
        ("anna (at) example.org", Kind.EMAIL, "anna (at) example.org"),
        ("anna[AT]example[DOT]org", Kind.EMAIL, "anna[AT]example[DOT]org"),
        ("anna at example dot org", Kind.EMAIL, "anna at example dot org"),
        ("anna @ example.org", Kind.EMAIL, "anna @ example.org"),
        ("She is @anna_example there", Kind.EMAIL, "@anna_example"),
        ("Ring 01632 960001.", Kind.NUMBER, "01632 960001."),
        ("Ring 01632-960-001", Kind.NUMBER, "01632-960-001"),
        ("+44 1632 960001", Kind.NUMBER, "+44 1632 960001"),
        ("Write to anna@example.org today", Kind.EMAIL, "anna@example.org"),
        ("Near HR6 8NW", Kind.POSTCODE, "HR6 8NW"),
        ("near hr68nw", Kind.POSTCODE, "hr68nw"),
    ],
)
def test_a_trace_of_a_person_is_noticed(text: str, kind: Kind, piece: str) -> None:
    found = {(trace.kind, trace.text) for trace in traces_in(text, KNOWN)}
    assert (kind, piece) in found


@pytest.mark.parametrize(
    "text",
    [
        "Can I pay for a drum kit?",
        "Yes. It is fun, and you get a break.",
        "A class on Saturday in Leominster is fine.",
        "Swimming is fun. You need an EHC plan? No.",
        "Orchard County Council pays up to 200 pounds in 2026 to 2027.",
        "Ask us first. We look at each one.",
        "Swim @ the pool",
        "We miss the club.",
        "Swim @ the pool. It is fun. Meet at the dot.",
        "Look at example.org, at ½ price",
        "",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert not traces_in(text, KNOWN)


def test_a_home_and_a_number_are_found_without_names() -> None:
    assert not contacts_in("For Zofia, a drum for 120.50 pounds")
    assert {trace.kind for trace in contacts_in("HR6 8NW, 01632 960001, a@example.org")} == {
        Kind.POSTCODE,
        Kind.NUMBER,
        Kind.EMAIL,
    }


def test_a_tick_for_one_name_is_no_tick_for_another() -> None:
    one, other = (traces_in(f"Can {name} go?", KNOWN) for name in ("Zofia", "Jakub"))
    assert seen_mark(one) == seen_mark(one)
    assert seen_mark(one) != seen_mark(other)


def test_the_longest_sentence_counts() -> None:
    assert longest_sentence("One two. One two three! One") == 3
    assert longest_sentence("") == 0
