"""Hard words: the first of each on a page is explained on that page, and nothing else is touched."""

from pathlib import Path

import pytest

from portal.infra.content_files import ContentError, rendered
from portal.infra.content_pack import ContentPack
from portal.offer.content import Council, Glossary, Pages
from portal.offer.content import glossary as glossary_content
from portal.offer.content.glossary import Explainer, Term, TermWords

WORDS = (
    Term(id="plan", words={"en": TermWords(term="EHC plan", forms=("EHC plans",), meaning="About school.")}),
    Term(
        id="break",
        page="about-breaks",
        words={"en": TermWords(term="short break", forms=("short breaks",), meaning="A rest.")},
    ),
    Term(id="haf", words={"en": TermWords(term="HAF", meaning="Free clubs.")}),
)


def explained(markdown: str, page: str = "x", language: str = "en") -> tuple[str, list[str]]:
    """Give the HTML of a text and the ids of the words that it explains."""
    explain = Explainer(Glossary(terms=WORDS), language, page)
    return rendered(markdown, explain), [meaning.id for meaning in explain.meanings]


def test_the_first_use_leads_to_its_meaning_and_later_ones_are_left_alone() -> None:
    html, found = explained("An EHC plan is not a short break.\n\nAn EHC plan again, and short breaks.")
    assert found == ["plan", "break"]
    assert html.count('href="#word-plan" aria-describedby="word-plan">EHC plan</a>') == 1
    assert html.count('class="term"') == 2


@pytest.mark.parametrize(
    "markdown",
    [
        "## EHC plan\n",
        "[EHC plan](/tier-1)\n",
        "`EHC plan`\n",
        "| EHC plan |\n|---|\n| x |\n",
        "MyEHC planner\n",
        "a haf and a half\n",
        "pre-HAF\n",
    ],
)
def test_headings_links_and_other_words_are_left_alone(markdown: str) -> None:
    html, found = explained(markdown)
    assert found == []
    assert "term" not in html


@pytest.mark.parametrize(
    ("markdown", "word"),
    [
        ("Short breaks are fun.", ">Short breaks</a>"),
        ("**HAF** is free.", "<strong><a"),
        ("- one\n- an EHC plan\n", ">EHC plan</a></li>"),
        ("| a |\n|---|\n| EHC plans |\n", ">EHC plans</a></td>"),
        ("Is it HAF?", ">HAF</a>?"),
    ],
)
def test_words_are_found_in_all_running_text(markdown: str, word: str) -> None:
    assert word in explained(markdown)[0]


def test_a_page_does_not_explain_what_it_is_about() -> None:
    assert explained("A short break.", page="about-breaks")[1] == []


def test_a_language_without_the_word_explains_nothing() -> None:
    assert explained("An EHC plan.", language="xx")[1] == []


def test_what_stands_in_a_text_stays_text() -> None:
    html, _found = explained("A <b>EHC plan</b> & more")
    assert "&lt;b&gt;" in html
    assert "&amp; more" in html


def test_every_word_of_the_pack_is_used_or_at_least_listed_in_each_language(pack: ContentPack) -> None:
    glossary = pack.of(Glossary)
    for language in pack.of(Council).languages:
        meanings = glossary.meanings(language.code)
        assert len(meanings) == len(glossary.terms)
        assert [one.term.casefold() for one in meanings] == sorted(one.term.casefold() for one in meanings)


def test_words_with_a_page_have_that_page(pack: ContentPack) -> None:
    slugs = pack.of(Pages).slugs
    assert all(term.page in {None, *slugs} for term in pack.of(Glossary).terms)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("terms: [{id: a, words: {en: {term: a, meaning: b}}}]", "a has no words in pl"),
        ("terms: [{id: A b, words: {}}]", "id"),
    ],
)
def test_a_word_without_a_language_is_named(text: str, fault: str, tmp_path: Path, pack: ContentPack) -> None:
    (tmp_path / "glossary.yaml").write_text(text)
    with pytest.raises(ContentError, match=fault):
        glossary_content.load(tmp_path, pack.of(Council))
