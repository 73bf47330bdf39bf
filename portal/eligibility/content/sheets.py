"""The questions of a rule set: those of a questionnaire, or those that stand in the file itself."""

from collections.abc import Iterator, Mapping

from portal.eligibility.content.shapes import RuleSetFile
from portal.eligibility.rules.faults import Fault, FaultKind, Place
from portal.questionnaires.content import built
from portal.questionnaires.content.misfits import misfits_of_conditions, misfits_of_file
from portal.questionnaires.content.shapes import PageFile, QuestionnaireFile
from portal.questionnaires.rules.questions import Keep, Option, Questionnaire

# The name of questions that stand in the file itself.
OWN = "own"
_PLACE_OF_QUESTION = 2


def own_sheet(file: RuleSetFile) -> QuestionnaireFile:
    """Give the questions of a file, each on a page of its own, in the order in which they stand."""
    pages = tuple(
        PageFile(
            id=f"page-{at}",
            title=question.label or question.id,
            questions=(question.model_copy(update={"label": question.label or question.id}),),
        )
        for at, question in enumerate(file.questions)
    )
    return QuestionnaireFile(id=OWN, version=file.version, keep=Keep.NONE, title=file.id, pages=pages)


def faults_of_sheet(sheet: QuestionnaireFile, lists: Mapping[str, tuple[Option, ...]]) -> Iterator[Fault]:
    """Find what is wrong with questions that stand in the file itself."""
    found = [(misfit.place, misfit.reason) for misfit in misfits_of_file(sheet, lists)]
    if not found:
        found = [(misfit.place, misfit.reason) for misfit in misfits_of_conditions(built(sheet, lists))]
    for place, reason in found:
        yield Fault(FaultKind.FILE, _moved(place), reason)


def _moved(place: Place) -> Place:
    """Give the place in the list of questions for one on a page."""
    number = place[1] if len(place) >= _PLACE_OF_QUESTION else 0
    return ("questions", number)


def built_sheet(sheet: QuestionnaireFile, lists: Mapping[str, tuple[Option, ...]]) -> Questionnaire:
    """Give the questionnaire of questions that stand in the file itself."""
    return built(sheet, lists)
