"""What editors see of published answers, and the words that are no names."""

import calendar
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from portal.allowance.rules.allowed import AllowanceRules, Answered
from portal.allowance.views.wording import verdict, year_in_words
from portal.infra.content_pack import content
from portal.offer.content import Council, Tiers
from portal.places.rules import Places

_MONTHS_AND_DAYS = frozenset(name.lower() for name in (*calendar.month_name, *calendar.day_name) if name)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Standing:
    """A published answer; `lines` are what an editor copies into the file of its year."""

    answer: Answered
    verdict: str
    year: str
    is_in_file: bool
    lines: str


def standing(answers: Iterable[Answered], rules: AllowanceRules) -> tuple[Standing, ...]:
    """Give published answers with what makes a rule of each."""
    return tuple(
        Standing(
            answer=answer,
            verdict=verdict(answer.allowed).words,
            year=year_in_words(answer.year),
            is_in_file=answer.is_in(rules.years.get(answer.year)),
            lines=_as_rule(answer),
        )
        for answer in answers
    )


def known_words(rules: AllowanceRules) -> frozenset[str]:
    """Give the words, in small letters, that look like names and are none: those of rules, places and the council."""
    council, places, tiers = content(Council), content(Places), content(Tiers)
    texts = [council.name, council.area, *(programme.title for programme in tiers.programmes)]
    texts += [district.label for district in places.districts]
    texts += [town.label for town in places.towns]
    for file in rules.years.values():
        texts += [text for rule in file.rules for text in (rule.label, rule.reason, *rule.words)]
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text)) | _MONTHS_AND_DAYS


def _as_rule(answer: Answered) -> str:
    """Write an answer as the file takes it; a JSON text is a YAML text too."""
    values = {
        "code": answer.item_code or "new_code",
        "group": "choose_a_group",
        "allowed": json.dumps(answer.allowed.value),
        "label": json.dumps(answer.question, ensure_ascii=False),
        "reason": json.dumps(answer.reason, ensure_ascii=False),
        "words": "[]",
    }
    lines = [f"{name}: {value}" for name, value in values.items()]
    return "  - " + "\n    ".join(lines)
