"""Loading content/questionnaires: every file whole and checked, or the portal does not start."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from portal.infra.content_files import ContentError, load_yaml
from portal.questionnaires.content.misfits import misfits_of_conditions, misfits_of_file, refuse
from portal.questionnaires.content.shapes import PageFile, QuestionFile, QuestionnaireFile, condition_of
from portal.questionnaires.rules.needs import Needs, unmet
from portal.questionnaires.rules.questions import Kind, Limits, Option, Page, Question, Questionnaire

_FOLDER = "questionnaires"
_LONGEST_LINE, _LONGEST_TEXT = 200, 2000


class Labelled(Protocol):
    """An entry of a code list, such as those of the taxonomy."""

    @property
    def code(self) -> str:
        """Give the stable code."""

    @property
    def label(self) -> str:
        """Give the words, which are a message of the catalogues."""


@dataclass(frozen=True, slots=True)
class Questionnaires:
    """All questionnaires of the pack."""

    by_id: Mapping[str, Questionnaire]

    def named(self, questionnaire_id: str) -> Questionnaire:
        """Give a questionnaire; raises KeyError, because `Needs` make sure at the start that it is there."""
        return self.by_id[questionnaire_id]


def load(pack: Path, lists: Mapping[str, Iterable[Labelled]], needs: Sequence[Needs] = ()) -> Questionnaires:
    """Load all files; `lists` are the code lists for `options_from`, `needs` are those of all features.

    Raises ContentError with file, line and reason.
    """
    options = options_of(lists)
    folder = pack / _FOLDER
    loaded = [load_file(path, options) for path in sorted(folder.glob("*.yaml"))]
    by_id = {questionnaire.id: questionnaire for questionnaire in loaded}
    for need in needs:
        path = folder / f"{need.questionnaire}.yaml"
        if need.questionnaire not in by_id:
            raise ContentError(path, None, "a feature needs this questionnaire and the file is not there")
        if reason := unmet(need, by_id[need.questionnaire]):
            raise ContentError(path, None, reason)
    return Questionnaires(by_id)


def load_file(path: Path, lists: Mapping[str, Sequence[Option]]) -> Questionnaire:
    """Load one file; raises ContentError for the first thing that is wrong in it."""
    file = load_yaml(path, QuestionnaireFile)
    if file.id != path.stem:
        raise ContentError(path, None, f'the file is named "{path.stem}" and its id is "{file.id}"')
    refuse(path, misfits_of_file(file, lists))
    questionnaire = built(file, lists)
    refuse(path, misfits_of_conditions(questionnaire))
    return questionnaire


def built(file: QuestionnaireFile, lists: Mapping[str, Sequence[Option]]) -> Questionnaire:
    """Give the questionnaire of a file that was checked."""
    return Questionnaire(
        id=file.id,
        version=file.version,
        title=file.title,
        keep=file.keep,
        pages=tuple(_page(page, lists) for page in file.pages),
    )


def options_of(lists: Mapping[str, Iterable[Labelled]]) -> Mapping[str, tuple[Option, ...]]:
    """Give the code lists as options of a question."""
    return {name: tuple(map(_option_of_list, entries)) for name, entries in lists.items()}


def _option_of_list(entry: Labelled) -> Option:
    hint, alone = getattr(entry, "hint", None), getattr(entry, "exclusive", False)
    return Option(entry.code, entry.label, hint=str(hint or ""), exclusive=bool(alone))


def _page(file: PageFile, lists: Mapping[str, Sequence[Option]]) -> Page:
    return Page(
        id=file.id,
        title=file.title,
        questions=tuple(_question(question, file, lists) for question in file.questions),
        lead=tuple(text for text in (file.lead, *file.texts) if text),
        show_if=condition_of(file.show_if),
        worried=file.worried,
    )


def _question(file: QuestionFile, page: PageFile, lists: Mapping[str, Sequence[Option]]) -> Question:
    own = tuple(Option(**option.model_dump()) for option in file.options)
    longest = _LONGEST_TEXT if file.type is Kind.TEXTAREA else _LONGEST_LINE
    return Question(
        id=file.id,
        kind=file.type,
        label=file.label or page.title,
        hint=file.hint,
        required=file.required,
        options=(*lists.get(file.options_from or "", ()), *own),
        limits=Limits(
            max_length=file.max_length or longest,
            lowest=file.lowest,
            highest=file.highest,
            past_only=file.past_only,
            oldest_age=file.oldest_age,
        ),
        personal=file.personal,
        show_if=condition_of(file.show_if),
        autocomplete=file.autocomplete,
        errors={error.when.value: error.error for error in file.errors},
    )
