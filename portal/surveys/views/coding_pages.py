"""What the pages of the coding desk show."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from portal.infra.i18n import _
from portal.infra.paging import Paged
from portal.questionnaires.rules.questions import Questionnaire
from portal.surveys.queries.coding import Coded, Comment, Progress, Queue
from portal.surveys.rules.agreement import (
    Agreement,
    Codings,
    agreement,
    agreement_by_theme,
    as_counted,
)
from portal.surveys.rules.coding import Tag, counted, final_codes
from portal.surveys.rules.rounds import Round
from portal.surveys.rules.themes import Theme, ThemeGroup
from portal.surveys.views.coding_form import CodingForm
from portal.surveys.views.coding_place import Place, coder


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group of a round in the overview."""

    group: ThemeGroup
    progress: Progress
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class RoundRows:
    """A round with its groups."""

    round: Round
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme that counts, with the respondents who have it and the agreement about it; `merged` count as it."""

    theme: Theme
    respondents: int
    agreement: Agreement
    merged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoderLine:
    """How many comments somebody coded."""

    name: str
    comments: int


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A queue with the number of comments that wait in it."""

    code: str
    label: str
    waiting: int


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One group of a round: how far it is, what was found, and how far two coders agree."""

    round: Round
    group: ThemeGroup
    progress: Progress
    queues: tuple[QueueLine, ...]
    agreement: Agreement
    lines: tuple[ThemeLine, ...]
    coders: tuple[CoderLine, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Words:
    """What was asked and what somebody wrote."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """One comment and the form.

    `chosen` is what this coder chose before, None when nothing was coded yet, and `mark` names that choice. `before` is
    the key of the comment before this one; with `is_saved` the reader has just coded it.
    """

    round: Round
    group: ThemeGroup
    key: str
    words: tuple[Words, ...]
    form: CodingForm
    progress: Progress
    queue: Queue | None
    chosen: tuple[str, ...] | None
    mark: str
    is_stale: bool
    before: str
    is_saved: bool


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """What one coder found."""

    name: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A coded comment with the choices to be shown; `is_mine` tells whether the reader may change one of them."""

    number: int
    key: str
    words: tuple[Words, ...]
    choices: tuple[ChoiceLine, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class CodedPage:
    """Coded comments: those about which coders differ, or those of the reader."""

    round: Round
    group: ThemeGroup
    rows: Paged[CodedRow]
    is_about_differences: bool

    @staticmethod
    def page_address(number: int) -> str:
        """Give the address of another page."""
        return f"?page={number}"


def group_row(group: ThemeGroup, progress: Progress, twice: Coded) -> GroupRow:
    """Give the row of a group from its comments that were coded twice."""
    return GroupRow(group, progress, agreement_of(twice))


def queue_lines(progress: Progress) -> tuple[QueueLine, ...]:
    """Give the queues in the order in which they are worked through."""
    labels = {
        Queue.NOBODY: _("Not coded by anybody"),
        Queue.MINE: _("Not coded by you"),
        Queue.SECOND: _("Waiting for a second coder"),
    }
    return tuple(QueueLine(one.value, label, progress.waiting[one]) for one, label in labels.items())


def theme_lines(group: ThemeGroup, coded: Coded) -> tuple[ThemeLine, ...]:
    """Count the themes of a group, in its order; a theme that only a tag names stands at the end."""
    codings, merges = coded.codings, coded.merges
    final = final_codes(merges)
    found = [
        Tag(key, code, who)
        for key, chosen in codings.items()
        for who, codes in chosen.items()
        for code in codes
    ]
    numbers = counted(found, merges)
    agreed = agreement_by_theme(as_counted(chosen, merges) for chosen in codings.values())
    loose = sorted(numbers.keys() - group.codes)
    themes = [*(one for one in group.themes if one.code not in final), *(Theme(one, one) for one in loose)]
    return tuple(
        ThemeLine(
            theme=theme,
            respondents=numbers.get(theme.code, 0),
            agreement=agreed.get(theme.code, Agreement(0, 0)),
            merged=tuple(group.label_of(code) for code, end in final.items() if end == theme.code != code),
        )
        for theme in themes
    )


def agreement_of(coded: Coded) -> Agreement:
    """Give the agreement about a group, merges applied."""
    return agreement(as_counted(chosen, coded.merges) for chosen in coded.codings.values())


def coder_lines(coded: Coded, names: Mapping[str, str]) -> tuple[CoderLine, ...]:
    """Count the comments of each coder, by name."""
    numbers = Counter(who for chosen in coded.codings.values() for who in chosen)
    lines = (CoderLine(name_of(who, names), number) for who, number in numbers.items())
    return tuple(sorted(lines, key=lambda line: line.name.casefold()))


def words_of(comment: Comment | None, survey: Questionnaire | None) -> tuple[Words, ...]:
    """Give the words with their questions; words that were deleted with time are named as such."""
    if comment is None:
        return (Words("", _("(The words were deleted.)")),)
    return tuple(Words(_asked(question, survey), text) for question, text in comment.words.items())


def choice_lines(group: ThemeGroup, codings: Codings, names: Mapping[str, str]) -> tuple[ChoiceLine, ...]:
    """Give the choices by coder, themes in the order of the group."""
    order = {theme.code: place for place, theme in enumerate(group.themes)}
    return tuple(
        ChoiceLine(
            name_of(who, names),
            tuple(
                group.label_of(code) for code in sorted(codes, key=lambda code: (order.get(code, 999), code))
            ),
        )
        for who, codes in sorted(codings.items())
    )


def name_of(coder: str, names: Mapping[str, str]) -> str:
    """Give the name of an account; what is no account, such as an import, is shown as it stands."""
    return names.get(coder, coder)


def coded_rows(
    place: Place,
    found: Mapping[str, Codings],
    opened: Mapping[str, Comment],
    names: Mapping[str, str],
    first: int,
) -> list[CodedRow]:
    """Give the rows of coded comments, in the order in which they were found; `first` is the number of the first."""
    return [
        CodedRow(
            number=number,
            key=key,
            words=words_of(opened.get(key), place.survey),
            choices=choice_lines(place.group, codings, names),
            is_mine=coder() in codings,
        )
        for number, (key, codings) in enumerate(found.items(), first)
    ]


def _asked(question_id: str, survey: Questionnaire | None) -> str:
    question = survey.question(question_id) if survey else None
    return question.label if question else question_id
