"""Texts of others are shown safely and searched plainly."""

import time
import unicodedata

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.activities.rules.texts import (
    clean_line,
    first_sentence,
    paragraphs,
    plain_line,
    plain_text,
    safe_html,
    slug_of,
    visible,
)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>Hi <script>alert(1)</script><b onclick=x>you</b></p>", "<p>Hi <b>you</b></p>"),
        ("<p>a</p><p><br></p><p>&nbsp;</p>", "<p>a</p>"),
        ("<h1>Big</h1><h4>small</h4>", "<h3>Big</h3><h3>small</h3>"),
        ("<div>one</div><div>two</div>", "<p>one</p><p>two</p>"),
        ("<table><tr><td>Mon</td><td>10am</td></tr></table>", "<p>Mon</p><p>10am</p>"),
        ('<a href="javascript:x">a</a> <a href="/ours">b</a>', "a b"),
        (
            '<a href="https://x.example.org/">x</a>',
            '<a href="https://x.example.org/" rel="noopener nofollow">x</a>',
        ),
        ("<p style='color:red' class=big id=h1>x</p><img src=x onerror=y>", "<p>x</p>"),
        ("one & two\n\nthree <3", "<p>one &amp; two</p><p>three &lt;3</p>"),
        ("a &amp; b", "<p>a &amp; b</p>"),
        ("<p>x\x00\ud800y</p>", "<p>xy</p>"),
        ("", ""),
    ],
)
def test_html_is_cleaned_to_a_short_list_of_tags(dirty: str, clean: str) -> None:
    assert safe_html(dirty) == clean


@given(st.text(alphabet=st.sampled_from("<>/ab p\"'=&;h1"), max_size=80))
def test_cleaned_html_stays_as_it_is_when_cleaned_again(dirty: str) -> None:
    clean = safe_html(dirty)
    assert "<script" not in clean
    assert safe_html(clean) in {clean, paragraphs(plain_text(clean))}


@pytest.mark.parametrize(
    "dirty",
    [
        "<a>&#824; href=javascript:alert(1) x</a>",
        "<b>&#x338; onclick=alert(1)</b>",
        "<p>&#790;&#824; onclick=x</p>",
        "<p>\u200b&#824; onclick=x</p>",
        "<a href='/x'>&#824; onclick=x</a>",
        "\u0338 onclick=x\n\n\u0338 y",
    ],
)
def test_a_mark_after_a_tag_leaves_no_tag_open(dirty: str) -> None:
    assert "≯" not in safe_html(dirty)
    assert unicodedata.normalize("NFC", safe_html(dirty)) == safe_html(dirty)
    assert nh3.clean(safe_html(dirty), link_rel="noopener nofollow") == safe_html(dirty)


def test_boxes_in_boxes_come_out_clean() -> None:
    assert safe_html("<p>a<button><p>b</p></button></p>") == "<p>a</p><p>b</p>"


_SIGNS = "<a> </a> '> <p> </p> <b> </b> <button> <ul><li> &#824; &#769; \u0338 &#8203; &nbsp; &gt; &lt; > < = \" ' e"
_PIECES = st.sampled_from([*_SIGNS.split(), "<a href='https://x.example.org/", " ", "\n"])


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_cleaned_html_is_clean_and_of_one_form(dirty: str) -> None:
    clean = safe_html(dirty)
    assert nh3.clean(clean, link_rel="noopener nofollow") == clean
    assert nh3.clean(unicodedata.normalize("NFC", clean), link_rel="noopener nofollow") == clean


def test_marks_without_a_letter_never_join_a_tag() -> None:
    assert safe_html("&#824; &#824;") == ""
    assert safe_html("&#824; &#824;a") == "<p>a</p>"


def test_a_letter_keeps_thirty_marks_at_most() -> None:
    assert visible("a" + "\u0315\u0316" * 9_000) == "a" + "\u0316" * 15 + "\u0315" * 15
    assert safe_html("<p>a" + "\u0315" * 99 + "</p>") == "<p>a" + "\u0315" * 30 + "</p>"


@pytest.mark.parametrize(
    "hostile", ["<b>" * 60_000, "<ul><li>" * 30_000, "<" * 200_000, "<p>" * 70_000, "&lt;" * 50_000]
)
def test_hostile_html_takes_no_time(hostile: str) -> None:
    started = time.monotonic()
    plain_text(safe_html(hostile))
    assert time.monotonic() - started < 3


def test_plain_text_keeps_words_apart() -> None:
    assert plain_text("<h3>Where</h3><ul><li>Mon</li><li>Tue &amp; Wed</li></ul>") == "Where\nMon\nTue & Wed"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("We swim. We play.", "We swim."),
        ("Only this", "Only this"),
        ("", ""),
        (f"{'word ' * 60}end.", f"{'word ' * 31}word…"),
    ],
)
def test_the_first_sentence_is_a_summary(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence
    assert len(first_sentence(text)) <= 160


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Friday Night Club", "friday-night-club"),
        ("St. Mary’s – Café", "st-marys-cafe"),
        ("  1-1 swimming  ", "1-1-swimming"),
        ("اردو", "activity"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_name_becomes_part_of_an_address(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_line_is_one_line_of_things_that_can_be_seen() -> None:
    assert clean_line(" a\u200b\n\tb\x07 c\ufeff ") == "a b c"


def test_joined_letters_of_a_pdf_become_plain_ones() -> None:
    assert (
        plain_line("O\ufb03ce \ufb01tness, sta\ufb00 \ufb02at, la\ufb05 \ufb06ep")
        == "Office fitness, staff flat, last step"
    )
    assert safe_html("<p>\ufb01t &#xfb01;t</p>") == "<p>fit fit</p>"
    assert slug_of(plain_line("\ufb01tness")) == "fitness"


def test_a_letter_goes_only_to_whom_its_link_names() -> None:
    shown = safe_html('<p><a href="MailTo:ann@example.org?bcc=eve@example.org&amp;body=x">Write</a></p>')
    assert 'href="MailTo:ann@example.org"' in shown
    assert "eve" not in safe_html('<a href="mailto:?to=eve@example.org">Write</a>')
