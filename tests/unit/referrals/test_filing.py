"""How a request is filed: bands, flags and the code that finds two requests for one child."""

from datetime import date

import pytest

from portal.core.ages import age_on
from portal.infra.content_pack import ContentPack
from portal.referrals.rules.filing import age_band, filing_of, flags_of, match_code
from portal.referrals.rules.routes import Allowed, Kind, Route, allowed_at
from portal.referrals.services.sending import contact_of
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
    age = age_on(born, DAY) if born else None
    assert age_band(age, pack.of(Taxonomy).bands) == band


def test_the_bands_are_those_of_the_content(pack: ContentPack) -> None:
    bands = pack.of(Taxonomy).bands
    assert {age_band(age, bands) for age in range(26)} == bands.keys()


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
    ("knows", "flags"),
    [
        ("yes", ()),
        ("no", ("inform_social_worker",)),
        ("not_sure", ("inform_social_worker",)),
        (None, ("inform_social_worker",)),
    ],
)
def test_a_foster_carer_is_not_asked_for_responsibility_and_the_social_worker_hears(
    knows: str | None, flags: tuple[str, ...]
) -> None:
    said = {"safe_message": "yes", "carer_role": "foster_carer", "social_worker_knows": knows}
    assert flags_of(said, ()) == flags


@pytest.mark.parametrize(
    ("role", "responsibility", "flags"),
    [
        ("parent", None, ()),
        ("special_guardian", "yes", ()),
        ("kinship_carer", "no", ("check_responsibility",)),
        ("other", "not_sure", ("check_responsibility",)),
        ("kinship_carer", None, ("check_responsibility",)),
    ],
)
def test_who_may_decide_is_checked_unless_it_was_said(
    role: str, responsibility: str | None, flags: tuple[str, ...]
) -> None:
    said = {"safe_message": "yes", "carer_role": role, "parental_responsibility": responsibility}
    assert flags_of(said, ()) == flags


@pytest.mark.parametrize(
    ("age", "allowed"),
    [
        (0, Allowed.ASK_AN_ADULT),
        (12, Allowed.ASK_AN_ADULT),
        (13, Allowed.CALL),
        (15, Allowed.CALL),
        (16, Allowed.ALONE),
        (25, Allowed.ALONE),
        (26, Allowed.TOO_OLD),
    ],
)
def test_an_age_decides_what_a_young_person_can_do_alone(age: int, allowed: Allowed) -> None:
    assert allowed_at(age) is allowed


@pytest.mark.parametrize(
    ("questionnaire", "answers", "route", "kind", "band", "flag"),
    [
        ("referral", {"child_born": "2016-03-27"}, Route.PARENT, Kind.REQUEST, "8-10", False),
        ("referral-young-person", {"age": 14}, Route.YOUNG_PERSON, Kind.CALL, "14-15", True),
        (
            "referral-young-person",
            {"age": 17, "child_born": "2009-01-01"},
            Route.YOUNG_PERSON,
            Kind.REQUEST,
            "16-17",
            False,
        ),
        (
            "referral-young-person",
            {"age": 17, "child_born": "2012-01-01"},
            Route.YOUNG_PERSON,
            Kind.CALL,
            "14-15",
            True,
        ),
        (
            "referral-professional",
            {"child_born": "2012-01-01"},
            Route.PROFESSIONAL,
            Kind.REQUEST,
            "14-15",
            False,
        ),
        ("call", {}, Route.CALL, Kind.CALL, "not_known", False),
    ],
)
def test_each_way_to_ask_is_filed_as_what_it_is(
    questionnaire: str,
    answers: dict[str, object],
    route: Route,
    kind: Kind,
    band: str,
    flag: bool,
    pack: ContentPack,
) -> None:
    filing = filing_of(questionnaire, answers, (), DAY, pack.of(Taxonomy).bands)
    assert (filing.route, filing.kind, filing.age_band) == (route, kind, band)
    assert ("competence_check" in filing.flags) is flag
    assert ("check_responsibility" in filing.flags) is (route is Route.PARENT)


def test_where_somebody_heard_of_us_stands_in_clear(pack: ContentPack) -> None:
    said = {"heard_from": "champion", "champion_code": "LO-CEDAR"}
    filing = filing_of("referral", said, ("urgent_help",), DAY, pack.of(Taxonomy).bands)
    assert (filing.heard_from, filing.champion_code, filing.is_urgent) == ("champion", "LO-CEDAR", True)


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
