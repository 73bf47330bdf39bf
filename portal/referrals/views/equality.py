"""Equality questions: after the sending, apart from it, and only for those who want to."""

from portal.infra.i18n import lazy as _l
from portal.questionnaires.views.afterwards import Afterwards, AfterwardsBlueprint
from portal.referrals.services.equality import keep_answers

bp = AfterwardsBlueprint(
    "equality",
    Afterwards(
        why=_l("They show us if short breaks reach everybody. It takes about 2 minutes."),
        no_change=_l("You do not have to answer. It changes nothing about your request."),
        apart=_l("We keep your answers apart from your request. Nobody can tell whose they are."),
        kept=_l(
            "We keep these answers with the date of today. We do not keep your name, your request or the time."
        ),
        thanks=_l("They are kept apart from your request."),
        keep=keep_answers,
    ),
)
