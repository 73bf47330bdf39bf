"""What of the content pack referrals use."""

from portal.referrals.content.triage import OutcomeWords, Reason, TriageWords, load

__all__ = ["OutcomeWords", "Reason", "TriageWords", "load"]
