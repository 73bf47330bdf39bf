"""Forms of staff who work on referrals."""

from portal.referrals.forms.fields import SeenForm
from portal.referrals.forms.places import OfferForm, PhoneAnswerForm
from portal.referrals.forms.safety import CallForm, PassOnForm, SecondLookForm
from portal.referrals.forms.triage import (
    ActForm,
    AskForm,
    AssignForm,
    DecisionForm,
    NoteForm,
    SameChildForm,
)

__all__ = [
    "ActForm",
    "AskForm",
    "AssignForm",
    "CallForm",
    "DecisionForm",
    "NoteForm",
    "OfferForm",
    "PassOnForm",
    "PhoneAnswerForm",
    "SameChildForm",
    "SecondLookForm",
    "SeenForm",
]
