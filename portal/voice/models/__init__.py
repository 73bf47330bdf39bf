"""The tables of voice; nobody outside this folder imports them."""

from portal.voice.models.comments import OfferComment, PublishedComment, SessionFeedback, SessionFeedbackText
from portal.voice.models.needs import ToldDiagnosis, UnmetNeed, UnmetNeedChoice, UnmetNeedText
from portal.voice.models.you_said import (
    NewsRequest,
    PublishingReminder,
    YouSaidPublished,
    YouSaidVersion,
    YouSaidWeDid,
)

__all__ = [
    "NewsRequest",
    "OfferComment",
    "PublishedComment",
    "PublishingReminder",
    "SessionFeedback",
    "SessionFeedbackText",
    "ToldDiagnosis",
    "UnmetNeed",
    "UnmetNeedChoice",
    "UnmetNeedText",
    "YouSaidPublished",
    "YouSaidVersion",
    "YouSaidWeDid",
]
