"""Which responses a page of results counts: codes and days in the address, so that a page can be kept and shared."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from portal.core.errors import NotFoundError
from portal.infra.i18n import _
from portal.questionnaires.rules.questions import Question, Questionnaire
from portal.surveys.rules.counting import closed_questions
from portal.surveys.rules.crossing import Wanted
from portal.surveys.rules.rounds import Channel, Round

_MOST = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class OnlyList:
    """A list of the answers to all closed questions, by question, with one of them chosen or none."""

    id: str
    chosen: str
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for, and the form that asks again.

    `query` holds what is repeated in links. `in_words` says what is counted, `fault` what cannot be understood; then
    nothing is counted.
    """

    wanted: Wanted
    query: Mapping[str, Sequence[str]]
    rounds: tuple[Choice, ...]
    channels: tuple[Choice, ...]
    only: tuple[OnlyList, ...]
    first: str
    last: str
    in_words: tuple[str, ...]
    fault: str = ""

    @property
    def questions(self) -> tuple[str, ...]:
        """Give the questions by whose answers persons are chosen."""
        return tuple(self.wanted.choices)


def filters_here(args: MultiDict[str, str], questionnaire: Questionnaire, rounds: Sequence[Round]) -> Filters:
    """Read the address; raises NotFoundError for a code that is none."""
    mine = [one for one in rounds if one.questionnaire == questionnaire.id]
    chosen_rounds = _known(args, "round", [one.code for one in mine])
    channels = _known(args, "channel", list(Channel))
    closed = closed_questions(questionnaire)
    only = _known(args, "only", [value for value, _words in _answers(closed)])
    first, last, fault = _days(args)
    wanted = Wanted(
        choices=_by_question(only),
        rounds=frozenset(one.id for one in mine if one.code in chosen_rounds),
        channels=frozenset(channels),
        first=first,
        last=last,
    )
    query = {"round": chosen_rounds, "channel": channels, "only": only}
    days = {"from": args.get("from", "").strip(), "to": args.get("to", "").strip()}
    return Filters(
        wanted=wanted,
        query={**query, **{name: [day] for name, day in days.items() if day}},
        rounds=tuple(Choice(one.code, f"{one.name} ({one.code})", one.code in chosen_rounds) for one in mine),
        channels=tuple(Choice(one, channel_name(one), one in channels) for one in Channel),
        only=tuple(_only_list(number, code, closed) for number, code in enumerate((*only, ""), 1)),
        first=days["from"],
        last=days["to"],
        in_words=tuple(_in_words(wanted, [one for one in mine if one.code in chosen_rounds], closed)),
        fault=fault,
    )


def channel_name(channel: Channel) -> str:
    """Name how an answer came."""
    return {
        Channel.ONLINE: _("Online"),
        Channel.PAPER: _("On paper"),
        Channel.PHONE: _("By telephone"),
        Channel.IMPORT: _("From a file"),
    }[channel]


def _known(args: MultiDict[str, str], name: str, known: Sequence[str]) -> list[str]:
    """Give the values of a name; an unknown one is not passed over, or a page would count more than it says."""
    found = list(dict.fromkeys(value for value in args.getlist(name) if value))
    if len(found) > _MOST or any(value not in known for value in found):
        raise NotFoundError
    return found


def _answers(closed: Iterable[Question]) -> Iterator[tuple[str, str]]:
    for question in closed:
        for option in question.options:
            yield f"{question.id}:{option.code}", option.label


def _by_question(only: Iterable[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for value in only:
        question, code = value.split(":", 1)
        found[question] = found.get(question, frozenset()) | {code}
    return found


def _days(args: MultiDict[str, str]) -> tuple[date | None, date | None, str]:
    days: list[date | None] = []
    for name in ("from", "to"):
        typed = args.get(name, "").strip()
        try:
            days.append(date.fromisoformat(typed) if typed else None)
        except ValueError:
            return None, None, _("Write a day as year, month and day, such as 2026-11-22.")
    first, last = days
    if first and last and last < first:
        return None, None, _("The last day is before the first.")
    return first, last, ""


def _only_list(number: int, chosen: str, closed: Iterable[Question]) -> OnlyList:
    groups = tuple(
        (
            question.label,
            tuple(
                Choice(value, words, value == chosen)
                for option in question.options
                for value, words in ((f"{question.id}:{option.code}", option.label),)
            ),
        )
        for question in closed
    )
    return OnlyList(f"only-{number}", chosen, groups)


def _in_words(wanted: Wanted, rounds: Iterable[Round], closed: Iterable[Question]) -> Iterator[str]:
    if names := ", ".join(one.name for one in rounds):
        yield _("Round: %(names)s", names=names)
    if wanted.channels:
        names = ", ".join(channel_name(one) for one in Channel if one in wanted.channels)
        yield _("How it came: %(names)s", names=names)
    if wanted.first or wanted.last:
        yield _(
            "Days: %(first)s to %(last)s",
            first=wanted.first.isoformat() if wanted.first else "…",
            last=wanted.last.isoformat() if wanted.last else "…",
        )
    for question in closed:
        codes = wanted.choices.get(question.id, frozenset())
        if codes:
            names = _(" or ").join(option.label for option in question.options if option.code in codes)
            yield f"{question.label} {names}"
