"""Tables of referrals: sealed as they come, encrypted where staff keep them."""

from portal.referrals.models.cases import (
    CaseQuestion,
    PlaceOffer,
    Referral,
    ReferralContact,
    ReferralNote,
    SafeguardingPass,
    TriageDecision,
    WaitingListEntry,
)
from portal.referrals.models.children import Child, Goal, GoalReview, HoursEntry, ProgrammeStay, TierChange
from portal.referrals.models.equality import EqualityChoice, EqualityResponse
from portal.referrals.models.exports import ExportBatch, ExportRow
from portal.referrals.models.submissions import FamilyReply, FamilySession, FamilyStatus, SealedSubmission

__all__ = [
    "CaseQuestion",
    "Child",
    "EqualityChoice",
    "EqualityResponse",
    "ExportBatch",
    "ExportRow",
    "FamilyReply",
    "FamilySession",
    "FamilyStatus",
    "Goal",
    "GoalReview",
    "HoursEntry",
    "PlaceOffer",
    "ProgrammeStay",
    "Referral",
    "ReferralContact",
    "ReferralNote",
    "SafeguardingPass",
    "SealedSubmission",
    "TierChange",
    "TriageDecision",
    "WaitingListEntry",
]
