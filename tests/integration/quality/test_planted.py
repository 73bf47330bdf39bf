"""Every check finds the fault that is planted for it, on its line, and nothing in a good pack."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from portal.faces import PUBLIC
from portal.infra.content_files import ContentError
from portal.quality.queries.addresses import Addresses
from portal.quality.queries.checking import check_pack
from portal.quality.rules.findings import Check, Finding, Level
from tests.integration.quality.small_pack import TODAY, write_pack

ABOUT, LISTING = "pages/en/about.md", "activities/hereford.yaml"
ERROR, WARNING = Level.ERROR, Level.WARNING
Found = Callable[..., list[Finding]]


@pytest.fixture(scope="module")
def addresses() -> Addresses:
    """Know the addresses of the families' app."""
    return Addresses(PUBLIC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a pack with nothing to mend."""
    return write_pack(tmp_path / "pack")


@pytest.fixture
def found(folder: Path, addresses: Addresses) -> Found:
    """Check the pack as it is now."""

    def check(today: date = TODAY) -> list[Finding]:
        report = check_pack(folder, addresses=addresses, load=lambda _folder: None, today=today)
        return list(report.findings)

    return check


def replace(folder: Path, file: str, old: str, new: str) -> None:
    """Put other words into a file."""
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))


def test_a_good_pack_has_nothing_to_mend(found: Found) -> None:
    assert not found()


_LONG = "We " + "go and " * 13 + "rest."
_HARD = (
    "The determination of eligibility necessitates a comprehensive multidisciplinary assessment of necessity."
)

PLANTED = {
    "a link to no page": (ABOUT, "(/privacy)", "(/no-such-page)", Check.LINK, 11, ERROR),
    "a form that is not there": ("eligibility/short-breaks.yaml", "/ask", "/asking", Check.LINK, 7, ERROR),
    "another site by a path": (ABOUT, "(/privacy)", "(privacy.html)", Check.LINK, 11, ERROR),
    "an address that is not encrypted": (ABOUT, "(/privacy)", "(http://www.gov.uk/x)", Check.LINK, 11, ERROR),
    "an address without a host": (ABOUT, "(/privacy)", "(https://gov/x)", Check.LINK, 11, ERROR),
    "a password in an address": (ABOUT, "(/privacy)", "(https://a:b@gov.uk)", Check.LINK, 11, ERROR),
    "a mail without an address": (ABOUT, "(/privacy)", "(mailto:nobody)", Check.LINK, 11, ERROR),
    "a telephone of letters": (ABOUT, "(/privacy)", "(tel:ring-us)", Check.LINK, 11, ERROR),
    "a link that says nothing": (ABOUT, "[the other page]", "[this page]", Check.LINK, 11, ERROR),
    "a link that is not closed": (ABOUT, "(/privacy)", "(/privacy", Check.LINK, 11, ERROR),
    "a search with an unknown code": (
        ABOUT,
        "(/privacy)",
        "(/activities?type=nothing)",
        Check.LINK,
        11,
        ERROR,
    ),
    "a listing that is not there": (ABOUT, "(/privacy)", "(/activities/no-such)", Check.LINK, 11, WARNING),
    "a page that is not there": ("tiers.yaml", "page: about", "page: no-such-page", Check.LINK, 2, ERROR),
    "a broken website of a listing": (LISTING, "https://www.", "http://www.", Check.LINK, 10, ERROR),
    "a message that is never sent": (
        "messages.yaml",
        "referral_received",
        "never_sent",
        Check.UNUSED,
        2,
        WARNING,
    ),
    "a code of no listing": ("taxonomy.yaml", "soft_play", "pottery", Check.UNUSED, 2, WARNING),
    "a form that nobody asks": (
        "questionnaires/referral.yaml",
        "id: referral",
        "id: nobody-asks-this",
        Check.UNUSED,
        1,
        WARNING,
    ),
    "a provider without a listing": (
        "providers.yaml",
        "bounce-barn",
        "barn-bounce",
        Check.UNUSED,
        2,
        WARNING,
    ),
    "words without a translation": ("tiers.yaml", "Ask for a", "Ask for any", Check.LANGUAGE, 2, ERROR),
    "a heading less than the English": ("pages/pl/about.md", "## What", "What", Check.LANGUAGE, 1, WARNING),
    "a link less than the English": ("pages/pl/about.md", "(/privacy)", "(/ask)", Check.LANGUAGE, 1, WARNING),
    "a page that was reviewed before": (
        "pages/pl/about.md",
        "2026-10-01",
        "2026-09-01",
        Check.LANGUAGE,
        4,
        WARNING,
    ),
    "a page past its review": (ABOUT, "2026-10-01", "2025-11-25", Check.REVIEW, 4, ERROR),
    "a page soon to be reviewed": (ABOUT, "2026-10-01", "2025-12-01", Check.REVIEW, 4, WARNING),
    "a review in the future": (ABOUT, "2026-10-01", "2027-10-01", Check.REVIEW, 4, ERROR),
    "an old rule set": ("eligibility/short-breaks.yaml", "2026-04-01", "2025-04-01", Check.REVIEW, 2, ERROR),
    "a school year that ends soon": (
        "school-year.yaml",
        "2028-08-31",
        "2027-04-01",
        Check.REVIEW,
        2,
        WARNING,
    ),
    "a school year that ended": ("school-year.yaml", "2028-08-31", "2026-08-31", Check.REVIEW, 2, ERROR),
    "a listing that nobody checked": (LISTING, "2026-10-01", "2025-10-01", Check.REVIEW, 11, WARNING),
    "a long sentence": (ABOUT, "We help you.", _LONG, Check.SENTENCE, 9, ERROR),
    "a hard paragraph": (ABOUT, "Ring [", f"{_HARD} Ring [", Check.READING_AGE, 11, ERROR),
    "a hard word in a head": (ABOUT, "What we do.", "Respite for you.", Check.WORD, 3, ERROR),
    "a word to avoid": (ABOUT, "We help you.", "We help the handicapped.", Check.WORD, 9, ERROR),
    "a word to avoid in a form": ("tiers.yaml", "Ask for a", "Please ask for a", Check.WORD, 2, ERROR),
    "a word to avoid in a listing": (LISTING, "You can come", "Please come", Check.WORD, 9, WARNING),
    "a short form": (ABOUT, "You can ring us.", "You can ring the XYZ.", Check.ACRONYM, 9, ERROR),
    "a short form in a listing": (LISTING, "You can come", "The XYZ can come", Check.ACRONYM, 9, WARNING),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_on_its_line(fault: str, folder: Path, found: Found) -> None:
    file, old, new, check, line, level = PLANTED[fault]
    replace(folder, file, old, new)
    told = [one for one in found() if one.check is check]
    assert (file, line, level) in [(one.file, one.line, one.level) for one in told], found()
    assert all(one.what and one.remedy for one in told)


def test_a_page_missing_in_a_language_is_an_error(folder: Path, found: Found) -> None:
    (folder / "pages" / "pl" / "about.md").unlink()
    assert [(one.file, one.check, one.level) for one in found()] == [(ABOUT, Check.LANGUAGE, ERROR)]


def test_a_page_missing_in_english_is_an_error(folder: Path, found: Found) -> None:
    (folder / "pages" / "pl" / "more.md").write_text((folder / "pages" / "pl" / "about.md").read_text())
    assert ("pages/pl/more.md", Check.LANGUAGE, ERROR) in [
        (one.file, one.check, one.level) for one in found()
    ]


@pytest.mark.parametrize(
    "file", ["left-over.yaml", "pages/ro/about.md", "oldpages/en/about.md", "questionnaires.bak/a.yaml"]
)
def test_a_file_that_nothing_reads_is_a_warning(file: str, folder: Path, found: Found) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((folder / ABOUT).read_text() if file.endswith(".md") else "a: 1\n")
    told = [(one.file, one.level) for one in found() if one.check is Check.UNUSED]
    assert told == [(file, WARNING)]


def test_a_page_to_which_nothing_leads_is_a_warning(folder: Path, found: Found) -> None:
    for language in ("en", "pl"):
        page = folder / "pages" / language / "lonely.md"
        page.write_text((folder / "pages" / language / "about.md").read_text())
    told = [(one.file, one.level) for one in found() if one.check is Check.UNUSED]
    assert told == [("pages/en/lonely.md", WARNING)]


def test_easy_read_pages_are_held_to_more(folder: Path, found: Found) -> None:
    middling = (
        "A social worker talks with every family about any need. Your parent carer can come with you. " * 9
    )
    replace(folder, ABOUT, "We help you.", middling)
    assert not found()
    replace(folder, ABOUT, "---\n\n", "variant: easy_read\n---\n\n")
    assert [(one.check, one.line, one.level) for one in found()] == [(Check.READING_AGE, 10, ERROR)]


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_checked(folder: Path, found: Found) -> None:
    (folder / "tiers.yaml").write_text("tiers: [\n")
    (folder / "messages.yaml").write_bytes(b"\xff\xfe")
    (folder / "pages" / "en" / "privacy.md").write_text("No head.\n")
    replace(folder, ABOUT, "We help you.", "Please ring.")
    told = {(one.file, one.check) for one in found()}
    assert {
        ("tiers.yaml", Check.SCHEMA),
        ("messages.yaml", Check.SCHEMA),
        ("pages/en/privacy.md", Check.SCHEMA),
        (ABOUT, Check.WORD),
    } <= told


def test_what_the_portal_refuses_is_an_error_with_its_line(folder: Path, addresses: Addresses) -> None:
    def refuse(where: Path) -> None:
        raise ContentError(where / "tiers.yaml", 2, "tiers.0.how: is missing")

    report = check_pack(folder, addresses=addresses, load=refuse, today=TODAY)
    assert [(one.file, one.line, one.check) for one in report.findings] == [("tiers.yaml", 2, Check.SCHEMA)]
    assert (report.errors, report.warnings) == (1, 0)


def test_without_writing_rules_a_pack_is_warned_and_held_to_the_limits(folder: Path, found: Found) -> None:
    (folder / "writing.yaml").unlink()
    replace(folder, ABOUT, "We help you.", _LONG)
    assert [(one.file, one.check, one.level) for one in found()] == [
        (ABOUT, Check.SENTENCE, ERROR),
        ("writing.yaml", Check.SCHEMA, WARNING),
    ]


def test_wrong_writing_rules_are_an_error_with_their_line(folder: Path, found: Found) -> None:
    replace(folder, "writing.yaml", "  grade: 6", "  garde: 6")
    told = [one for one in found() if one.check is Check.SCHEMA]
    assert [(one.file, one.level) for one in told] == [("writing.yaml", ERROR)]
    assert told[0].line > 1


def test_sentences_set_by_law_are_left_as_they_are(folder: Path, found: Found) -> None:
    replace(folder, ABOUT, "Ring [", f"Orchard is committed to making its website accessible. {_HARD} Ring [")
    assert not found()


def test_a_finding_stands_there_once_and_in_order(folder: Path, found: Found) -> None:
    replace(folder, ABOUT, "We help you.", "Please ring the XYZ. Please go to the XYZ.")
    told = found()
    assert len(told) == len(set(told))
    assert told == sorted(told, key=lambda one: (one.file, one.line, one.check))


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (TODAY, []),
        (date(2027, 3, 31), [("allowance/2026-27.yaml", WARNING)]),
        (date(2027, 4, 2), [("allowance/2026-27.yaml", ERROR)]),
    ],
)
def test_rules_of_a_year_end_with_it_and_older_ones_are_history(
    today: date, told: list[tuple[str, Level]], folder: Path, found: Found
) -> None:
    (folder / "allowance").mkdir()
    for year, reviewed in (("2025", "2024-01-01"), ("2026", "2026-10-01")):
        path = folder / "allowance" / f"{year}-{int(year[2:]) + 1}.yaml"
        path.write_text(f"valid_from: {year}-04-01\nreviewed: {reviewed}\n")
    assert [(one.file, one.level) for one in found(today) if "allowance" in one.file] == told


def test_a_pack_may_bring_its_own_translations(folder: Path, found: Found) -> None:
    replace(folder, "tiers.yaml", "Ask for a short break", "Quince and medlar")
    assert [one.check for one in found()] == [Check.LANGUAGE]
    catalogue = folder / "translations" / "pl" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid ""\nmsgstr ""\n\nmsgid "Quince and medlar"\nmsgstr "Pigwa i nieszpułka"\n')
    assert not found()
