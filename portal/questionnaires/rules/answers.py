"""Reading what was typed: entries become answers, or say what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email

from portal.core.ages import age_on
from portal.core.errors import PortalError
from portal.core.places import parse_postcode
from portal.questionnaires.rules.conditions import Known
from portal.questionnaires.rules.questions import CHOICES, TEXTS, Kind, Question
from portal.questionnaires.rules.typed import clean_text, is_mobile, month_number, uk_phone, whole_number

# Exactly what was typed or ticked, by question id: kept before anything is checked, so that nothing is lost.
# A date has three parts (day, month, year); a number has its text first and then the option beside it.
Entries = Mapping[str, tuple[str, ...]]
Answer = str | int | date | tuple[str, ...]

_OLDEST_YEAR = 1900
_SHORTEST_YEAR = 4


class Fault(StrEnum):
    """What can be wrong with an answer; files in content/ may give each its own words."""

    REQUIRED = "required"
    TOO_LONG = "too_long"
    NOT_AN_OPTION = "not_an_option"
    EXCLUSIVE = "exclusive"
    STOPS = "stops"
    DATE_INCOMPLETE = "date_incomplete"
    DATE_NOT_REAL = "date_not_real"
    YEAR_TOO_SHORT = "year_too_short"
    IN_THE_FUTURE = "in_the_future"
    TOO_OLD = "too_old"
    TOO_YOUNG = "too_young"
    NOT_A_NUMBER = "not_a_number"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_PHONE = "not_a_phone"
    NOT_A_MOBILE = "not_a_mobile"
    NOT_A_POSTCODE = "not_a_postcode"
    NOT_A_KNOWN_CODE = "not_a_known_code"


class AnswerError(PortalError):
    """An answer cannot be used; carries the fault and the numbers that its message shows."""

    def __init__(self, fault: Fault, **values: int) -> None:
        """Keep what is wrong."""
        self.fault, self.values = fault, values
        super().__init__(fault.value)


@dataclass(frozen=True, slots=True)
class Submission:
    """Complete and valid answers on their way to the feature that asked for them."""

    key: str
    questionnaire: str
    version: str
    language: str
    sent_at: datetime
    answers: Mapping[str, Answer]
    urgent: tuple[str, ...]

    def text(self, question: str) -> str:
        """Give an answer of one line or text; "" when there is none."""
        answer = self.answers.get(question, "")
        return answer if isinstance(answer, str) else ""

    def choices(self, question: str) -> tuple[str, ...]:
        """Give the chosen codes; one code for radios, none when nothing was chosen."""
        answer = self.answers.get(question, ())
        return answer if isinstance(answer, tuple) else (answer,) if isinstance(answer, str) else ()

    def day(self, question: str) -> date | None:
        """Give a date, or None."""
        answer = self.answers.get(question)
        return answer if isinstance(answer, date) else None

    def number(self, question: str) -> int | None:
        """Give a number; None when there is none or "not sure" was chosen."""
        answer = self.answers.get(question)
        return answer if isinstance(answer, int) else None

    def plain(self) -> dict[str, str | int | list[str]]:
        """Give the answers as JSON holds them; dates as "2015-03-27"."""
        return {question: _plain(answer) for question, answer in self.answers.items()}


def _plain(answer: Answer) -> str | int | list[str]:
    if isinstance(answer, date):
        return answer.isoformat()
    return list(answer) if isinstance(answer, tuple) else answer


def is_blank(typed: tuple[str, ...]) -> bool:
    """Tell whether nothing was typed or chosen."""
    return not any(clean_text(part, keep_lines=False) for part in typed)


def read_answer(question: Question, typed: tuple[str, ...], day: date) -> Answer | None:
    """Read one answer; None when it is left out and may be; raises AnswerError when it cannot be used."""
    if is_blank(typed):
        if question.required:
            raise AnswerError(Fault.REQUIRED)
        return _default_of(question)
    match question.kind:
        case Kind.DATE:
            return _date(question, typed, day)
        case Kind.NUMBER:
            return _number(question, typed)
        case Kind.CHECKBOXES:
            return _several(question, typed)
    only = next(part for part in typed if not is_blank((part,)))
    return _one_of(question, only) if question.kind in CHOICES else _line(question, only)


def _default_of(question: Question) -> Answer | None:
    if not question.default:
        return None
    return (question.default,) if question.kind is Kind.CHECKBOXES else question.default


def known_of(question: Question, answer: Answer | None, day: date) -> Known:
    """Give what a condition can know of an answer: its codes, its number, or the age of a date of birth."""
    if answer is None:
        return None
    if isinstance(answer, date):
        return age_on(answer, day)
    if isinstance(answer, int):
        return answer
    if isinstance(answer, tuple):
        return frozenset(answer)
    return frozenset({answer}) if question.options else frozenset()


def _line(question: Question, typed: str) -> str:
    text = clean_text(typed, keep_lines=question.kind is Kind.TEXTAREA)
    limit = question.limits.max_length
    if len(text) > limit:
        raise AnswerError(Fault.TOO_LONG, limit=limit, length=len(text), over=len(text) - limit)
    if question.limits.accepts is not None:
        return _or_fault(question.limits.accepts.get(bare_code(text)), Fault.NOT_A_KNOWN_CODE)
    if question.kind in TEXTS:
        return text
    if question.kind is Kind.PHONE:
        number = _or_fault(uk_phone(text), Fault.NOT_A_PHONE)
        can_be_texted = is_mobile(number) or not question.limits.mobile_only
        return _or_fault(number if can_be_texted else None, Fault.NOT_A_MOBILE)
    if question.kind is Kind.POSTCODE:
        return _or_fault(parse_postcode(text), Fault.NOT_A_POSTCODE)
    return _or_fault(_email(text), Fault.NOT_AN_EMAIL)


def bare_code(text: str) -> str:
    """Give a code as it is compared: "lo-cedar 7" and "LOCEDAR7" are one."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def _or_fault(answer: str | None, fault: Fault) -> str:
    if answer is None:
        raise AnswerError(fault)
    return answer


def _email(text: str) -> str | None:
    # What is pasted often has marks in it that nobody sees; the error would make no sense.
    text = "".join(sign for sign in text if sign.isprintable())
    try:
        # Whether it works is found out by writing to it, never by asking a name server about a family.
        found = validate_email(text, check_deliverability=False, test_environment=True)
        # A mail server needs the plain form of a domain such as exämple.org.
        return found.ascii_email or found.normalized
    except EmailNotValidError:
        return None


def _one_of(question: Question, code: str) -> str:
    option = question.option(code)
    if option is None:
        raise AnswerError(Fault.NOT_AN_OPTION)
    if option.stops:
        raise AnswerError(Fault.STOPS)
    return code


def _several(question: Question, typed: tuple[str, ...]) -> tuple[str, ...]:
    chosen = {_one_of(question, code) for code in typed if code}
    if len(chosen) > 1 and any(option.exclusive for option in question.options if option.code in chosen):
        raise AnswerError(Fault.EXCLUSIVE)
    return tuple(option.code for option in question.options if option.code in chosen)


def _number(question: Question, typed: tuple[str, ...]) -> int | str:
    if is_blank(typed[:1]):
        return _one_of(question, next(code for code in typed[1:] if code.strip()))
    number = whole_number(typed[0])
    lowest, highest = question.limits.lowest, question.limits.highest
    if number is None:
        raise AnswerError(Fault.NOT_A_NUMBER)
    if lowest is not None and number < lowest:
        raise AnswerError(Fault.TOO_LOW, lowest=lowest)
    if highest is not None and number > highest:
        raise AnswerError(Fault.TOO_HIGH, highest=highest)
    return number


def _date(question: Question, typed: tuple[str, ...], today: date) -> date:
    parts = [clean_text(part, keep_lines=False) for part in (*typed, "", "")[:3]]
    if not all(parts):
        raise AnswerError(Fault.DATE_INCOMPLETE)
    # A day is often written with a dot, "27." or "27.3.".
    day, year = (whole_number(part.rstrip(".")) for part in (parts[0], parts[2]))
    month = month_number(parts[1])
    if day is None or month is None or year is None:
        raise AnswerError(Fault.DATE_NOT_REAL)
    if len(parts[2]) < _SHORTEST_YEAR:
        raise AnswerError(Fault.YEAR_TOO_SHORT)
    try:
        answer = date(year, month, day)
    except ValueError as error:
        raise AnswerError(Fault.DATE_NOT_REAL) from error
    check_date(question, answer, today)
    return answer


def check_date(question: Question, answer: date, today: date) -> None:
    """Refuse a date outside the limits of its question; raises AnswerError."""
    oldest = question.limits.oldest_age
    if question.limits.past_only and answer > today:
        raise AnswerError(Fault.IN_THE_FUTURE)
    if answer.year < _OLDEST_YEAR:
        raise AnswerError(Fault.DATE_NOT_REAL)
    if oldest is not None and age_on(answer, today) > oldest:
        raise AnswerError(Fault.TOO_OLD, oldest=oldest)
    youngest = question.limits.youngest_age
    if youngest is not None and age_on(answer, today) < youngest:
        raise AnswerError(Fault.TOO_YOUNG, youngest=youngest)
