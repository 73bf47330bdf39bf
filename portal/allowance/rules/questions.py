"""Questions that no rule answers: how they are kept once, and what becomes of them."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.allowance.rules.allowed import Allowed
from portal.allowance.rules.years import FinancialYear

LONGEST_QUESTION, LONGEST_WORDING, LONGEST_REASON = 300, 150, 300
LONGEST_CODE = 40
ITEM_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
_FORM_KEY = re.compile(r"[0-9a-f]{32}")


class State(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    SET_ASIDE = "set_aside"


class WhyAside(StrEnum):
    """Why a question gets no answer of its own."""

    ALREADY_ANSWERED = "already_answered"
    NOT_THE_ALLOWANCE = "not_the_allowance"
    ABOUT_A_PERSON = "about_a_person"


class WhyOff(StrEnum):
    """Why an answer no longer stands on the page."""

    IN_FILE = "in_file"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an editor publishes: the question in the council's own words, the verdict and its reason."""

    year: FinancialYear
    question: str
    allowed: Allowed
    reason: str
    item_code: str = ""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question as staff read it."""

    key: str
    year: FinancialYear | None
    asked_on: date
    words: str


def form_key(text: str) -> str:
    """Give the key of a form as it was sent, or a new one for a form that has none of ours."""
    return text if _FORM_KEY.fullmatch(text) else secrets.token_hex(16)


def question_key(key: str, words: str, year: FinancialYear | None) -> str:
    """Give the key under which a question is kept: the same for a second press of the same button."""
    said = f"{key}:{year.code if year else ''}:{words}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
