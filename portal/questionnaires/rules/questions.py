"""The shapes of a questionnaire: pages, questions and options, as its file in content/ describes them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.questionnaires.rules.conditions import ALWAYS, Condition


class Kind(StrEnum):
    """How a question is answered."""

    RADIOS = "radios"
    CHECKBOXES = "checkboxes"
    SELECT = "select"
    TEXT = "text"
    TEXTAREA = "textarea"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    NUMBER = "number"


class Keep(StrEnum):
    """Where answers are while somebody fills in the questionnaire: in the page only, or in a draft."""

    NONE = "none"
    DRAFT = "draft"


CHOICES = frozenset({Kind.RADIOS, Kind.CHECKBOXES, Kind.SELECT})
TEXTS = frozenset({Kind.TEXT, Kind.TEXTAREA})


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen.

    `exclusive` stands alone among checkboxes, `urgent` calls for help now and goes first in the queue,
    `shows_help` shows help now and no more, `unknown` means "not sure";
    with `stops` the questionnaire cannot be sent, as with "nobody agreed yet".
    It is offered while `show_if` holds and up to the age `oldest`; beyond it, `instead` says what else there is.
    """

    code: str
    label: str
    hint: str = ""
    urgent: bool = False
    shows_help: bool = False
    exclusive: bool = False
    unknown: bool = False
    stops: bool = False
    show_if: Condition = ALWAYS
    oldest: int | None = None
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Beyond:
    """An option that is not offered because the person is older than it is for."""

    label: str
    oldest: int
    instead: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How far an answer may go; ages are for dates of birth, in whole years on the day of answering.

    `accepts` holds the codes that may be typed, in capital letters without signs, with how they are written.
    """

    max_length: int = 200
    lowest: int | None = None
    highest: int | None = None
    past_only: bool = False
    oldest_age: int | None = None
    youngest_age: int | None = None
    accepts: Mapping[str, str] | None = None
    mobile_only: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `errors` holds its own wording by the code of the fault (see answers.Fault).

    `default` is what a question that is left out means, such as "no preference"; `age_from` names the questions
    that tell the age for the options, the first that is answered counts. While `mobile_if` holds, a phone number
    must be one to which texts can be sent.
    """

    id: str
    kind: Kind
    label: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    limits: Limits = Limits()
    personal: bool = False
    show_if: Condition = ALWAYS
    autocomplete: str = ""
    default: str = ""
    age_from: tuple[str, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    mobile_if: Condition | None = None
    always_offers_all: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Note whether any option depends on an answer or an age: most do not, and every page asks."""
        changes = any(option.show_if is not ALWAYS or option.oldest is not None for option in self.options)
        object.__setattr__(self, "always_offers_all", not changes)

    def option(self, code: str) -> Option | None:
        """Give the option of a code, or None."""
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, slots=True)
class Page:
    """One thing asked on one page, or only said when it has no questions.

    `worried` shows where to turn beside a free text, `stopped` explains an answer that stops. A page that is
    `for_each_child` is asked again for a second child. `beyond` is what the age leaves out, on a family's way.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    lead: tuple[str, ...] = ()
    show_if: Condition = ALWAYS
    worried: bool = False
    stopped: tuple[str, ...] = ()
    for_each_child: bool = False
    beyond: tuple[Beyond, ...] = ()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A whole questionnaire as released; ids of questions are unique in it."""

    id: str
    version: str
    title: str
    keep: Keep
    pages: tuple[Page, ...]

    def page(self, page_id: str) -> Page | None:
        """Give a page by its id, or None."""
        return next((page for page in self.pages if page.id == page_id), None)

    def questions(self) -> Iterator[Question]:
        """Give all questions in the order in which they are asked."""
        for page in self.pages:
            yield from page.questions

    def question(self, question_id: str) -> Question | None:
        """Give a question by its id, or None."""
        return next((question for question in self.questions() if question.id == question_id), None)
