"""How a referral is filed: the few facts that stand in clear, so that queues and counts are plain SQL."""

import hashlib
import hmac
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.core.ages import AgeRange, age_on
from portal.questionnaires.rules.needs import Needs

# What these rules read of content/questionnaires/referral.yaml; the portal does not start when it lacks one.
NEEDS = Needs(
    "referral",
    {
        "urgent_help": ("not_safe",),
        "child_first_name": (),
        "child_last_name": (),
        "child_born": (),
        "district": ("elsewhere",),
        "contact_method": ("phone", "text", "email"),
        "phone": (),
        "email": (),
        "safe_message": ("yes", "no"),
        "interpreter": ("yes",),
        "parental_responsibility": ("yes",),
        "agreed": ("yes",),
        "activity": (),
    },
)

# The council's own bands: their codes with the ages that they hold.
AgeBands = Mapping[str, AgeRange]


@dataclass(frozen=True, slots=True)
class Filing:
    """What stands in clear about a referral: nothing here names or describes a child."""

    district: str
    age_band: str
    is_urgent: bool
    flags: tuple[str, ...]


def age_band(born: date | None, day: date, bands: AgeBands) -> str:
    """Give the code of the age band on a day; "not_known" without a date of birth, "older" beyond the last one."""
    if born is None:
        return "not_known"
    age = age_on(born, day)
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


def flags_of(answers: Mapping[str, object], urgent: tuple[str, ...]) -> tuple[str, ...]:
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
    if answers.get("parental_responsibility") != "yes":
        flags.append("check_responsibility")
    return tuple(flags)
