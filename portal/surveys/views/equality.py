"""Equality questions after a survey: apart from its answers, and only for those who want to answer."""

from portal.infra.i18n import lazy as _l
from portal.questionnaires.views.afterwards import Afterwards, AfterwardsBlueprint
from portal.surveys.services.equality import keep_equality

bp = AfterwardsBlueprint(
    "surveys_equality",
    Afterwards(
        why=_l("They show us if we hear from everybody. It takes about 2 minutes."),
        no_change=_l("You do not have to answer. It changes nothing about your other answers."),
        apart=_l("We keep these answers apart from the survey. Nobody can tell whose they are."),
        kept=_l(
            "We keep these answers with the month. "
            "We do not keep your name, your other answers, the day or the time with them."
        ),
        thanks=_l("They are kept apart from the survey."),
        keep=keep_equality,
    ),
    url_prefix="/tell-us/equality",
)
