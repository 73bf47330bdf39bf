"""The files of the published offer: what is incomplete is named before a family meets it."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from portal.infra.content_files import ContentError
from portal.infra.content_pack import ContentPack
from portal.offer.content import Council, Glossary, Guide, LocalOffer, Needed, Pages, Statements, Tiers
from portal.offer.content import checklist as checklist_content
from portal.offer.content import guide as guide_content
from portal.offer.content import needed as needed_content
from portal.offer.content import statement as statement_content
from portal.settings import PROJECT

FILES = ("needed.yaml", "what-there-is.yaml", "local-offer.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the sample content that a test may break."""
    for name in FILES:
        shutil.copy(PROJECT / "content" / name, tmp_path / name)
    shutil.copytree(PROJECT / "content" / "statement", tmp_path / "statement")
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    """Change the first place in a file where some words stand."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_diagnosis_is_needed_for_nothing_and_an_assessment_for_one_tier(pack: ContentPack) -> None:
    needed, tiers = pack.of(Needed), pack.of(Tiers)
    answers = {
        (thing.code, tier.code): needed.answer(thing, tier.code).label
        for thing in needed.things
        for tier in tiers.tiers
    }
    assert [place for place, label in answers.items() if label != "No"] == [
        ("social-care-assessment", "specialist")
    ]


def test_a_tier_without_an_answer_is_named(folder: Path, pack: ContentPack) -> None:
    change(folder / "needed.yaml", "{tier: targeted,", "{tier: specialist,")
    with pytest.raises(ContentError, match="diagnosis: give one answer for each of universal, targeted"):
        needed_content.load(folder, pack.of(Tiers))


def test_every_page_stands_in_the_list_of_what_there_is(folder: Path, pack: ContentPack) -> None:
    assert {f"/{slug}" for slug in pack.of(Pages).slugs} <= pack.of(Guide).addresses
    change(folder / "what-there-is.yaml", "      - page: overnight\n", "")
    with pytest.raises(ContentError, match="no way leads to overnight"):
        guide_content.load(folder, pack.of(Pages), pack.of(Tiers))


def test_a_way_to_no_page_is_named(folder: Path, pack: ContentPack) -> None:
    change(folder / "what-there-is.yaml", "page: overnight", "page: over-night")
    with pytest.raises(ContentError, match="over-night is no page"):
        guide_content.load(folder, pack.of(Pages), pack.of(Tiers))


def test_a_way_is_a_page_or_an_address_with_a_title(folder: Path, pack: ContentPack) -> None:
    change(folder / "what-there-is.yaml", "- page: overnight", "- {page: overnight, address: /overnight}")
    with pytest.raises(ContentError, match="give a page, or an address and its title"):
        guide_content.load(folder, pack.of(Pages), pack.of(Tiers))


def test_the_statement_that_counts_is_the_newest_that_has_begun(pack: ContentPack) -> None:
    versions = pack.of(Statements).versions
    assert [one.version for one in versions("en", date(2026, 10, 31))] == ["2025-11"]
    assert [one.version for one in versions("pl", date(2026, 11, 1))] == ["2026-11", "2025-11"]
    assert versions("en", date(2020, 1, 1)) == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("## How we used what carers told us", "## Other", "parts.carers_heard: there is no heading"),
        ("review_by: 2027-10-31", "review_by: 2026-11-01", "reviewed after its first day"),
        ("review_by: 2027-10-31\n", "", "review_by: is missing"),
    ],
)
def test_a_statement_without_a_part_of_the_law_is_refused(
    old: str, new: str, fault: str, folder: Path, pack: ContentPack
) -> None:
    change(folder / "statement" / "en" / "2026-11.md", old, new)
    with pytest.raises(ContentError, match=fault):
        statement_content.load(folder, pack.of(Council), pack.of(Glossary))


def test_a_version_that_is_missing_in_one_language_is_named(folder: Path, pack: ContentPack) -> None:
    (folder / "statement" / "pl" / "2025-11.md").unlink()
    with pytest.raises(ContentError, match=r"statement/pl: give every version once: 2026-11, 2025-11"):
        statement_content.load(folder, pack.of(Council), pack.of(Glossary))


def test_the_checklist_says_what_is_missing(folder: Path, pack: ContentPack) -> None:
    offer = pack.of(LocalOffer)
    assert all(item.missing for item in offer.items if not item.pages)
    change(folder / "local-offer.yaml", '    missing: "Link to the page on how to ask', '    # "')
    with pytest.raises(ContentError, match="ehc_assessment has no page"):
        checklist_content.load(folder, pack.of(Guide))


def test_the_checklist_names_only_pages_that_are_there(folder: Path, pack: ContentPack) -> None:
    change(folder / "local-offer.yaml", '["/complaints"]', '["/complain"]')
    with pytest.raises(ContentError, match=r"complaints: what-there-is\.yaml leads to no page /complain"):
        checklist_content.load(folder, pack.of(Guide))
