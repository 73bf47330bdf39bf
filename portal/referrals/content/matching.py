"""Loads content/matching.yaml: what counts how much when activities are weighed, and what answers mean for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.offer.content import Tiers
from portal.questionnaires.content import Questionnaires
from portal.referrals.rules.matching import Criterion, Weights
from portal.taxonomy.content import Taxonomy

_HIGHEST_WEIGHT, _FARTHEST = 10, 200


class MatchQuestions(ContentModel):
    """The ids of the questions that tell these things; None where the pack does not ask."""

    born: str | None = None
    age: str | None = None
    postcode: str | None = None
    district: str | None = None
    needs: str | None = None
    likes: str | None = None
    times: str | None = None
    language: str | None = None
    activity: str | None = None


class Meaning(ContentModel):
    """What one answer means: features that an activity should have, programmes, or something to ask."""

    question: str
    answer: str
    about: Criterion = Criterion.ACCESS
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()


class _MatchingFile(ContentModel):
    weights: Mapping[Criterion, int]
    near_miles: int = Field(ge=0, le=_FARTHEST)
    far_miles: int = Field(ge=0, le=_FARTHEST)
    most_looked_at: int = Field(ge=1, le=2000)
    questions: MatchQuestions
    # Answers that say nothing about what is needed.
    say_nothing: tuple[str, ...] = ()
    meanings: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """How activities are weighed, and what answers mean."""

    weights: Weights
    most_looked_at: int
    questions: MatchQuestions
    say_nothing: frozenset[str]
    meanings: tuple[Meaning, ...]


def load(pack: Path, asked: Questionnaires, taxonomy: Taxonomy, tiers: Tiers) -> Matching:
    """Load the file; raises ContentError for a question, answer, feature or programme that the pack has not."""
    path = pack / "matching.yaml"
    file = load_yaml(path, _MatchingFile)
    for fault in _faults(file, asked, taxonomy, tiers):
        raise ContentError(path, None, fault)
    weights = Weights(file.weights, file.near_miles, file.far_miles)
    return Matching(weights, file.most_looked_at, file.questions, frozenset(file.say_nothing), file.meanings)


def _faults(file: _MatchingFile, asked: Questionnaires, taxonomy: Taxonomy, tiers: Tiers) -> Iterator[str]:
    if file.far_miles < file.near_miles:
        yield "far_miles is below near_miles"
    for criterion, weight in file.weights.items():
        if not 0 <= weight <= _HIGHEST_WEIGHT:
            yield f"weights: {criterion} is {weight}; give 0 to {_HIGHEST_WEIGHT}"
    options = _options(asked)
    for name, question in file.questions:
        if question is not None and question not in options:
            yield f"questions: {name}: no questionnaire asks {question}"
    for meaning in file.meanings:
        yield from _faults_of(meaning, options, taxonomy, tiers)


def _faults_of(
    meaning: Meaning, options: Mapping[str, frozenset[str]], taxonomy: Taxonomy, tiers: Tiers
) -> Iterator[str]:
    where = f"meanings: {meaning.question}, {meaning.answer}"
    if meaning.answer not in options.get(meaning.question, ()):
        yield f"{where}: no questionnaire has this answer"
    features = {feature.code for feature in taxonomy.access_features}
    if unknown := sorted({*meaning.all_of, *meaning.any_of} - features):
        yield f"{where}: taxonomy.yaml has no feature {', '.join(unknown)}"
    if unknown := sorted(code for code in meaning.programmes if tiers.programme(code) is None):
        yield f"{where}: tiers.yaml has no programme {', '.join(unknown)}"


def _options(asked: Questionnaires) -> dict[str, frozenset[str]]:
    """Give the codes of the answers to every question of all questionnaires."""
    options: dict[str, frozenset[str]] = {}
    for questionnaire in asked.by_id.values():
        for question in questionnaire.questions():
            codes = frozenset(option.code for option in question.options)
            options[question.id] = options.get(question.id, frozenset()) | codes
    return options
