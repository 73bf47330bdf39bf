"""Loading content/questionnaires: every file whole and checked, or the portal does not start."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from portal.infra.content_files import ContentError, load_yaml
from portal.questionnaires.content import known_codes, programmes
from portal.questionnaires.content.lists import Lists, Options
from portal.questionnaires.content.misfits import misfits_of_conditions, misfits_of_file, refuse
from portal.questionnaires.content.shapes import (
    OptionFile,
    PageFile,
    QuestionFile,
    QuestionnaireFile,
    condition_of,
)
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
    """All questionnaires of the pack, and the codes that people type, by file and by how they are compared."""

    by_id: Mapping[str, Questionnaire]
    codes: Mapping[str, Mapping[str, known_codes.KnownCode]] = field(default_factory=dict)

    def named(self, questionnaire_id: str) -> Questionnaire:
        """Give a questionnaire; raises KeyError, because `Needs` make sure at the start that it is there."""
        return self.by_id[questionnaire_id]


def load(pack: Path, lists: Mapping[str, Iterable[Labelled]], needs: Sequence[Needs] = ()) -> Questionnaires:
    """Load all files; `lists` are the code lists for `options_from`, `needs` are those of all features.

    Raises ContentError with file, line and reason.
    """
    codes = known_codes.load(pack)
    options = Lists(options_of(lists), programmes.oldest_ages(pack), codes)
    folder = pack / _FOLDER
    loaded = [load_file(path, options) for path in sorted(folder.glob("*.yaml"))]
    by_id = {questionnaire.id: questionnaire for questionnaire in loaded}
    for need in (one for group in needs for one in group.every()):
        path = folder / f"{need.questionnaire}.yaml"
        if need.questionnaire not in by_id:
            raise ContentError(path, None, "a feature needs this questionnaire and the file is not there")
        if reason := unmet(need, by_id[need.questionnaire]):
            raise ContentError(path, None, reason)
    return Questionnaires(by_id, codes)


def load_file(path: Path, lists: Options | Lists) -> Questionnaire:
    """Load one file; raises ContentError for the first thing that is wrong in it."""
    file = load_yaml(path, QuestionnaireFile)
    if file.id != path.stem:
        raise ContentError(path, None, f'the file is named "{path.stem}" and its id is "{file.id}"')
    refuse(path, misfits_of_file(file, lists))
    questionnaire = built(file, lists)
    refuse(path, misfits_of_conditions(questionnaire))
    return questionnaire


def built(file: QuestionnaireFile, lists: Options | Lists) -> Questionnaire:
    """Give the questionnaire of a file that was checked."""
    return Questionnaire(
        id=file.id,
        version=file.version,
        title=file.title,
        keep=file.keep,
        pages=tuple(_page(page, Lists.of(lists)) for page in file.pages),
    )


def options_of(lists: Mapping[str, Iterable[Labelled]]) -> Mapping[str, tuple[Option, ...]]:
    """Give the code lists as options of a question."""
    return {name: tuple(map(_option_of_list, entries)) for name, entries in lists.items()}


def _option_of_list(entry: Labelled) -> Option:
    hint, alone = getattr(entry, "hint", None), getattr(entry, "exclusive", False)
    return Option(entry.code, entry.label, hint=str(hint or ""), exclusive=bool(alone))


def _page(file: PageFile, lists: Lists) -> Page:
    return Page(
        id=file.id,
        title=file.title,
        questions=tuple(_question(question, file, lists) for question in file.questions),
        lead=tuple(text for text in (file.lead, *file.texts) if text),
        show_if=condition_of(file.show_if),
        worried=file.worried,
        stopped=file.stopped.texts if file.stopped else (),
        for_each_child=file.for_each_child,
    )


def _option(file: OptionFile, lists: Lists) -> Option:
    return Option(
        code=file.code,
        label=file.label,
        hint=file.hint,
        urgent=file.urgent,
        shows_help=file.shows_help,
        exclusive=file.exclusive,
        unknown=file.unknown,
        stops=file.stops,
        show_if=condition_of(file.show_if),
        oldest=lists.oldest.get(file.programme or ""),
        instead=file.instead.text if file.instead else "",
    )


def _question(file: QuestionFile, page: PageFile, lists: Lists) -> Question:
    own = tuple(_option(option, lists) for option in file.options)
    longest = _LONGEST_TEXT if file.type is Kind.TEXTAREA else _LONGEST_LINE
    return Question(
        id=file.id,
        kind=file.type,
        label=file.label or page.title,
        hint=file.hint,
        required=file.required,
        options=(*lists.options.get(file.options_from or "", ()), *own),
        limits=Limits(
            max_length=file.max_length or longest,
            lowest=file.lowest,
            highest=file.highest,
            past_only=file.past_only,
            oldest_age=file.oldest_age,
            youngest_age=file.youngest_age,
            accepts=lists.accepted(file.accepts_from),
        ),
        personal=file.personal,
        show_if=condition_of(file.show_if),
        autocomplete=file.autocomplete,
        default=file.default,
        age_from=file.age_from,
        errors={error.when.value: error.error for error in file.errors},
        mobile_if=condition_of(file.mobile_if) if file.mobile_if else None,
    )
