"""What the offer publishes: the tiers, the council, the holes in its pages."""

import shutil
from pathlib import Path

import pytest

from portal.core.tiers import OfferTier
from portal.infra.content_files import ContentError
from portal.infra.content_pack import ContentPack
from portal.offer.content import Council, Glossary, Pages, Tiers
from portal.offer.content import pages as pages_content
from portal.offer.content import tiers as tiers_content
from portal.settings import PROJECT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the sample content that a test may break."""
    for name in ("council.yaml", "tiers.yaml"):
        shutil.copy(PROJECT / "content" / name, tmp_path / name)
    shutil.copytree(PROJECT / "content" / "pages", tmp_path / "pages")
    return tmp_path


def test_each_tier_says_who_how_and_who_decides(pack: ContentPack) -> None:
    for tier in OfferTier:
        words = pack.of(Tiers).of(tier)
        assert words.who.texts
        assert words.scope.texts
        assert words.how.text
        assert words.decides.text
        assert words.assessment is tier.needs_assessment


@pytest.mark.parametrize(("language", "name"), [("en", "Table"), ("pl", "Tabela")])
def test_a_table_has_its_name_in_the_language_of_its_page(
    language: str, name: str, pack: ContentPack
) -> None:
    page = pack.of(Pages).in_language("cookies", language)
    assert page is not None
    assert f'role="region" aria-label="{name}"' in page.html


@pytest.mark.parametrize(("is_urgent", "days"), [(True, 1), (False, 5)])
def test_an_urgent_request_is_answered_sooner(pack: ContentPack, is_urgent: bool, days: int) -> None:
    assert pack.of(Council).waits.contact_days(is_urgent=is_urgent) == days


def test_moving_forward_has_its_limits(pack: ContentPack) -> None:
    programme = pack.of(Tiers).programme("moving_forward")
    assert programme is not None
    assert (programme.max_hours_per_year, programme.max_age) == (64, 25)


def test_tiers_in_another_order_are_refused(folder: Path) -> None:
    path = folder / "tiers.yaml"
    path.write_text(path.read_text().replace("code: universal", "code: targeted", 1))
    with pytest.raises(ContentError, match="in this order"):
        tiers_content.load(folder)


def test_a_programme_of_a_tier_that_is_not_offered_is_refused(folder: Path) -> None:
    path = folder / "tiers.yaml"
    text = path.read_text()
    start, end = text.index("  - code: specialist"), text.index("programmes:")
    path.write_text(text[:start] + text[end:])
    with pytest.raises(ContentError, match="direct_payment is of the tier specialist"):
        tiers_content.load(folder)


def test_a_page_that_is_missing_in_one_language_is_named(folder: Path, pack: ContentPack) -> None:
    (folder / "pages" / "pl" / "privacy.md").unlink()
    with pytest.raises(ContentError, match=r"pl/privacy\.md: this page is missing"):
        pages_content.load(folder, pack.of(Council), pack.of(Glossary))


def test_a_page_that_only_one_language_has_is_named(folder: Path, pack: ContentPack) -> None:
    shutil.copy(folder / "pages" / "en" / "about.md", folder / "pages" / "en" / "new.md")
    with pytest.raises(ContentError, match=r"pl/new\.md: this page is missing"):
        pages_content.load(folder, pack.of(Council), pack.of(Glossary))


def test_a_page_whose_name_is_no_address_is_refused(folder: Path, pack: ContentPack) -> None:
    (folder / "pages" / "en" / "about.md").rename(folder / "pages" / "en" / "About us.md")
    with pytest.raises(ContentError, match="small letters"):
        pages_content.load(folder, pack.of(Council), pack.of(Glossary))


def test_numbers_in_pages_come_from_one_place(folder: Path, pack: ContentPack) -> None:
    path = folder / "pages" / "en" / "about.md"
    path.write_text(path.read_text() + "\nRing {contacts.complaints.phone}.\n")
    pages = pages_content.load(folder, pack.of(Council), pack.of(Glossary))
    page = pages.in_language("about", "en")
    assert page is not None
    assert pack.of(Council).contacts.complaints.phone in page.html


def test_a_page_without_translation_is_shown_in_english(pack: ContentPack) -> None:
    page = pack.of(Pages).in_language("privacy", "xx")
    assert page is not None
    assert page.language == "en"
