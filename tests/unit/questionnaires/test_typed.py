"""Typed text comes out in one form, however many marks are put on a letter."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questionnaires.rules.typed import clean_text, one_form


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("a" + "\u0315\u0316" * 9_000, "a" + "\u0316" * 15 + "\u0315" * 15),
        ("a" + "\u0316" * 31 + "b" + "\u0316" * 30, "a" + "\u0316" * 30 + "b" + "\u0316" * 30),
        # U+0F73 is two marks that Unicode writes as one sign of no class.
        ("\u0f40" + "\u0f73" * 9_000, "\u0f40" + "\u0f71" * 30 + "\u0f72" * 30),
        ("Zoe\u0308 " * 40, ("Zoë " * 40).strip()),
        ("नमस्ते" * 40, "नमस्ते" * 40),
    ],
)
def test_a_letter_keeps_thirty_marks_at_most(typed: str, clean: str) -> None:
    assert clean_text(typed, keep_lines=True) == clean


@given(st.text(alphabet=st.sampled_from("ae \u0301\u0315\u0316\u0f73\u0e33가é"), max_size=29))
def test_text_with_few_marks_is_only_brought_into_one_form(text: str) -> None:
    assert one_form(text) == unicodedata.normalize("NFC", text)
