"""Questions that parents and young people are both asked, each in their own words, compared by one list of codes.

The wider list of parents is folded into the one of young people. Who has not used a short break cannot say how it
was, which is what "I don't know" says among young people.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portal.questionnaires.rules.needs import Needs
from portal.surveys.rules.counting import PARENT_SURVEY, YOUNG_PEOPLE_SURVEY


@dataclass(frozen=True, slots=True)
class Matched:
    """One question that two surveys ask under the same id.

    `codes` is the list by which they are compared, in order; `folds` gives the code of that list for a code of a
    survey where the two differ.
    """

    question: str
    codes: tuple[str, ...]
    folds: Mapping[str, str] = field(default_factory=dict)

    def code_of(self, chosen: str) -> str | None:
        """Give the code under which an answer is compared; None when it has no match."""
        code = self.folds.get(chosen, chosen)
        return code if code in self.codes else None

    def folded(self, counts: Mapping[str, int]) -> dict[str, int]:
        """Add the counts of one survey up by the codes of the comparison; only for questions with one answer."""
        sums = dict.fromkeys(self.codes, 0)
        for chosen, count in counts.items():
            if (code := self.code_of(chosen)) is not None:
                sums[code] += count
        return sums


MATCHED: tuple[Matched, ...] = (
    Matched("easy_to_find", ("yes", "some", "no", "dont_know")),
    Matched(
        "rating",
        ("good", "ok", "not_good", "dont_know"),
        {
            "very_good": "good",
            "good": "good",
            "neither": "ok",
            "poor": "not_good",
            "very_poor": "not_good",
            "not_used": "dont_know",
        },
    ),
)
MATCHED_SURVEYS = (PARENT_SURVEY, YOUNG_PEOPLE_SURVEY)


def matched(question: str) -> Matched | None:
    """Give how a question of both surveys is compared, or None when only one of them asks it."""
    return next((one for one in MATCHED if one.question == question), None)


def needed_codes(survey: str) -> dict[str, Iterable[str]]:
    """Give the questions that a survey must ask for the comparison, with the codes that are read."""
    if survey == YOUNG_PEOPLE_SURVEY:
        return {one.question: one.codes for one in MATCHED}
    return {one.question: tuple(one.folds) or one.codes for one in MATCHED}


NEEDS = tuple(Needs(survey, needed_codes(survey)) for survey in MATCHED_SURVEYS)
