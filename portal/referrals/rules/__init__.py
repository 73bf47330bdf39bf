"""What a referral is, how it is filed and which moves triage may make."""
