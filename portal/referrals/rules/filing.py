"""How a referral is filed: the few facts that stand in clear, so that queues and counts are plain SQL."""

import hashlib
import hmac
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.core.ages import AgeRange
from portal.questionnaires.rules.needs import Needs
from portal.referrals.rules.routes import (
    ALONE_FROM,
    QUESTIONNAIRES,
    Kind,
    Route,
    ages_said,
    kind_of,
    route_of,
)

_CONTACT: Mapping[str, tuple[str, ...]] = {
    "contact_method": ("phone", "text", "email"),
    "phone": (),
    "email": (),
    "safe_message": ("yes", "no"),
    "interpreter": ("yes",),
}
_OTHERS = (
    Needs(
        "referral-young-person",
        {
            "age": (),
            "urgent_help": ("not_safe",),
            "child_first_name": (),
            "child_last_name": (),
            "child_born": (),
            "district": ("elsewhere",),
            "agreed": ("yes",),
            "activity": (),
            **_CONTACT,
        },
    ),
    Needs(
        "referral-professional",
        {
            "urgent_help": ("not_safe",),
            "your_name": (),
            "organisation": (),
            "work_email": (),
            "agreed_by": ("parent", "young_person"),
            "agreed_name": (),
            "agreed_on": (),
            "agreed_how": (),
            "child_first_name": (),
            "child_last_name": (),
            "child_born": (),
            "district": ("elsewhere",),
            "agreed": ("yes",),
            "activity": (),
            **_CONTACT,
        },
    ),
    Needs("call", {"your_name": (), "phone": (), "call_about": ()}),
    Needs("equality", {}),
    Needs("equality-young-person", {}),
    Needs("assessment", {"assessment_for": ("child", "carer")}),
)
# What these rules read of content/questionnaires; the portal does not start when a file lacks one.
NEEDS = Needs(
    QUESTIONNAIRES[Route.PARENT],
    {
        "carer_role": ("parent", "foster_carer"),
        "social_worker_knows": ("yes",),
        "urgent_help": ("not_safe",),
        "child_first_name": (),
        "child_last_name": (),
        "child_born": (),
        "district": ("elsewhere",),
        "parental_responsibility": ("yes",),
        "agreed": ("yes",),
        "activity": (),
        **_CONTACT,
    },
    also=_OTHERS,
)

# The council's own bands: their codes with the ages that they hold.
AgeBands = Mapping[str, AgeRange]


@dataclass(frozen=True, slots=True)
class Filing:
    """What stands in clear about a referral: nothing here names or describes a child."""

    route: Route
    kind: Kind
    district: str
    age_band: str
    is_urgent: bool
    flags: tuple[str, ...]
    heard_from: str | None
    champion_code: str | None


def age_band(age: int | None, bands: AgeBands) -> str:
    """Give the code of the band of an age; "not_known" without one, "older" beyond the last band."""
    if age is None:
        return "not_known"
    return next((code for code, ages in bands.items() if ages.includes(age)), "older")


# Letters that Unicode does not take apart into a plain one and an accent, though people type them so.
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def _normalised(name: str) -> str:
    """Give a name without accents, case and signs, so that "Zoë O’Neill" and "zoe oneill" are one child."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_WHOLE_LETTERS)
    return "".join(letter for letter in plain if letter.isalnum() and not unicodedata.combining(letter))


def match_code(key: bytes, first_name: str, last_name: str, born: date | None) -> str | None:
    """Give a code by which two referrals of one child are found without anybody reading the names."""
    if born is None or not (first_name.strip() and last_name.strip()):
        return None
    text = f"{_normalised(first_name)}|{_normalised(last_name)}|{born.isoformat()}"
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def filing_of(
    questionnaire: str, answers: Mapping[str, object], urgent: tuple[str, ...], day: date, bands: AgeBands
) -> Filing:
    """Give what stands in clear about what was sent on a day, from the answers as they were sent."""
    route, ages = route_of(questionnaire), ages_said(answers, day)
    age = ages[0] if ages else None
    youngest = min(ages, default=None)
    flags = flags_of(answers, urgent, route=route)
    if route is Route.YOUNG_PERSON and youngest is not None and youngest < ALONE_FROM:
        flags = (*flags, "competence_check")
    return Filing(
        route=route,
        kind=kind_of(route, youngest),
        district=str(answers.get("district") or "not_known"),
        age_band=age_band(age, bands),
        is_urgent=bool(urgent),
        flags=flags,
        heard_from=_code(answers.get("heard_from")),
        champion_code=_code(answers.get("champion_code")),
    )


def _code(answer: object) -> str | None:
    return str(answer) if answer else None


def flags_of(
    answers: Mapping[str, object], urgent: tuple[str, ...], *, route: Route = Route.PARENT
) -> tuple[str, ...]:
    """Give what triage must see at once, as codes in a fixed order."""
    flags = []
    if urgent:
        flags.append("urgent")
    if answers.get("urgent_help") == "not_safe":
        flags.append("not_safe")
    if answers.get("interpreter") == "yes":
        flags.append("interpreter")
    if answers.get("safe_message") != "yes":
        flags.append("talk_only")
    role = answers.get("carer_role")
    if route is Route.PARENT and role == "foster_carer" and answers.get("social_worker_knows") != "yes":
        flags.append("inform_social_worker")
    # A foster carer is not asked for it: the parents or the council have it.
    has_it = role in {"parent", "foster_carer"} or answers.get("parental_responsibility") == "yes"
    if route is Route.PARENT and not has_it:
        flags.append("check_responsibility")
    return tuple(flags)
