"""The rights of each face on PostgreSQL: the public one can put a referral in and never take one out."""

from collections.abc import Iterator, Mapping, Sequence

ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")
READ = ("SELECT",)
# PostgreSQL lets an INSERT return the new id only to a role that may read that column.
ADD = ("INSERT", "SELECT (id)")
KEEP = ("SELECT", "INSERT", "UPDATE")
# Providers sign in on the public face: it may check and change their passwords and second factors, and lets nobody
# new in. It has no right at all on the tables of staff.
OWN_SECRETS = ("SELECT", "UPDATE (password_hash, totp_secret, totp_since, totp_step)")
# What it shows of its own rows is in clear; their payload is sealed.
ADD_AND_SEE = ("INSERT", "SELECT")

PUBLIC_RIGHTS: Mapping[str, Sequence[str]] = {
    "activity": READ,
    "activity_access": READ,
    "activity_session": READ,
    "activity_tag": READ,
    "allowance_answer": READ,
    "allowance_question": ("INSERT",),
    "audit_event": ("SELECT", "INSERT"),
    "directory_revision": READ,
    "draft": ALL,
    "equality_choice": ("INSERT",),
    "equality_response": ("INSERT",),
    "family_reply": ADD_AND_SEE,
    "family_session": ALL,
    "family_status": READ,
    "link_request": ("INSERT",),
    "news_request": ("INSERT",),
    "offer_comment": ("INSERT", "SELECT (state, reason, decided_on)"),
    "one_use_link": ("SELECT", "DELETE"),
    "outgoing_message": ADD,
    "post_count": ALL,
    "provider": READ,
    "provider_account": OWN_SECRETS,
    "provider_link": ALL,
    "provider_recovery_code": ALL,
    "provider_session": KEEP,
    "provider_sign_in_failure": KEEP,
    "published_comment": READ,
    "receipt": ALL,
    "sealed_submission": ADD,
    "session_feedback": ("INSERT",),
    "session_feedback_text": ("INSERT",),
    "survey_choice": ("INSERT",),
    "survey_equality_choice": ("INSERT",),
    "survey_equality_response": ("INSERT",),
    "survey_invitation": ("SELECT", "UPDATE (is_used)"),
    "survey_release": READ,
    "survey_response": ("INSERT",),
    "survey_round": READ,
    "survey_text": ("INSERT",),
    "told_diagnosis": ("INSERT",),
    "unmet_need": ("INSERT",),
    "unmet_need_choice": ("INSERT",),
    "unmet_need_text": ("INSERT",),
    "you_said_published": READ,
}


def statements(tables: Sequence[str], public: str, staff: str) -> Iterator[str]:
    """Give the SQL that sets the rights of the two roles on all tables; running it again changes nothing.

    The staff role serves the staff face and the worker. Nobody may change or delete an audit event.
    """
    for role in (public, staff):
        yield f'GRANT USAGE ON SCHEMA public TO "{role}"'
        yield f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{role}"'
    for table in tables:
        yield f'REVOKE ALL ON "{table}" FROM "{public}", "{staff}"'
        if rights := PUBLIC_RIGHTS.get(table):
            yield f'GRANT {", ".join(rights)} ON "{table}" TO "{public}"'
        staff_rights = ("SELECT", "INSERT") if table == "audit_event" else ALL
        yield f'GRANT {", ".join(staff_rights)} ON "{table}" TO "{staff}"'
