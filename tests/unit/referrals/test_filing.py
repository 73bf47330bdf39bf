"""How a request is filed: bands, flags and the code that finds two requests for one child."""

from datetime import date

import pytest

from portal.infra.content_pack import ContentPack
from portal.referrals.rules.filing import age_band, flags_of, match_code
from portal.referrals.services import contact_of
from portal.taxonomy.content import Taxonomy

DAY, BORN = date(2026, 11, 23), date(2016, 3, 27)
KEY = b"k" * 32


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2026, 11, 1), "0-4"),
        (date(2021, 11, 24), "0-4"),
        (date(2021, 11, 23), "5-7"),
        (date(2008, 11, 24), "16-17"),
        (date(2008, 11, 23), "18-25"),
        (date(2000, 11, 24), "18-25"),
        (date(1999, 11, 24), "older"),
        (None, "not_known"),
    ],
)
def test_the_band_is_that_of_the_day_of_sending(born: date | None, band: str, pack: ContentPack) -> None:
    assert age_band(born, DAY, pack.of(Taxonomy).bands) == band


def test_the_bands_are_those_of_the_content(pack: ContentPack) -> None:
    bands = pack.of(Taxonomy).bands
    assert {age_band(date(DAY.year - age - 1, 12, 31), DAY, bands) for age in range(26)} == bands.keys()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Zoë", "O’Neill"),
        ("ZOE", "O'NEILL"),
        (" zoë ", "o neill"),
        ("Zoe\u0308", "Oneill"),
        ("zo-e", "O’NEILL"),
    ],
)
def test_one_child_has_one_code_however_it_is_spelt(first: str, last: str) -> None:
    assert match_code(KEY, first, last, BORN) == match_code(KEY, "zoe", "oneill", BORN)


@pytest.mark.parametrize(
    ("one", "other"), [("Łukasz", "Lukasz"), ("Søren", "Soren"), ("Đorđe", "Dorde"), ("Groß", "Gross")]
)
def test_letters_that_are_typed_without_their_sign_match(one: str, other: str) -> None:
    assert match_code(KEY, one, "X", BORN) == match_code(KEY, other, "X", BORN)


def test_another_child_day_or_key_has_another_code_and_no_name_has_none() -> None:
    code = match_code(KEY, "Zofia", "Nowak", BORN)
    assert code != match_code(KEY, "Zofian", "owak", BORN)
    assert code != match_code(KEY, "Zofia", "Nowak", date(2016, 3, 28))
    assert code != match_code(b"x" * 32, "Zofia", "Nowak", BORN)
    assert match_code(KEY, "Zofia", " ", BORN) is None
    assert match_code(KEY, "Zofia", "Nowak", None) is None


def test_flags_tell_triage_what_to_see_at_once() -> None:
    calm = {"safe_message": "yes", "parental_responsibility": "yes", "interpreter": "no"}
    assert flags_of(calm, ()) == ()
    worried = {"safe_message": "not_sure", "parental_responsibility": "no", "interpreter": "yes"}
    assert flags_of(worried, ("urgent_help",)) == (
        "urgent",
        "interpreter",
        "talk_only",
        "check_responsibility",
    )


def test_not_safe_is_told_apart_from_not_able_to_go_on() -> None:
    said = {"safe_message": "yes", "parental_responsibility": "yes"}
    assert flags_of({**said, "urgent_help": "not_safe"}, ("urgent_help",)) == ("urgent", "not_safe")
    assert flags_of({**said, "urgent_help": "soon"}, ("urgent_help",)) == ("urgent",)
    assert flags_of({**said, "urgent_help": "not_sure"}, ()) == ()


@pytest.mark.parametrize(
    ("answers", "to"),
    [
        ({"safe_message": "yes", "contact_method": "email", "email": "a@example.org"}, "a@example.org"),
        ({"safe_message": "yes", "contact_method": "text", "phone": "07700 900001"}, "07700 900001"),
        ({"safe_message": "yes", "contact_method": "phone", "phone": "07700 900001"}, None),
        ({"safe_message": "no", "contact_method": "email", "email": "a@example.org"}, None),
        ({"safe_message": "not_sure", "contact_method": "email", "email": "a@example.org"}, None),
        ({"safe_message": "yes", "contact_method": "email"}, None),
        ({}, None),
    ],
)
def test_words_go_only_where_they_are_safe(answers: dict[str, str], to: str | None) -> None:
    contact = contact_of(answers, "pl")
    assert (contact.to if contact else None) == to
    assert contact is None or contact.language == "pl"
