"""first light."""

from alembic import op
import sqlalchemy as sa


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("fields", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(chain) = 64", name=op.f("ck_audit_event_chain_is_a_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_subject"), ["subject"], unique=False)

    op.create_table(
        "directory_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_directory_revision_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_revision")),
    )
    op.create_table(
        "draft",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("questionnaire", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("entries", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(token_hash) = 64", name=op.f("ck_draft_token_is_hashed")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_draft")),
        sa.UniqueConstraint("token_hash", "questionnaire", name=op.f("uq_draft_token_hash")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_saved_at"), ["saved_at"], unique=False)

    op.create_table(
        "outgoing_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_outgoing_message_sent_has_time")
        ),
        sa.CheckConstraint(
            "status <> 'sent' OR sealed IS NULL", name=op.f("ck_outgoing_message_sent_keeps_nothing")
        ),
        sa.CheckConstraint(
            "status IN ('waiting', 'sent', 'needs_human')", name=op.f("ck_outgoing_message_known_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_message")),
        sa.UniqueConstraint("reference", name=op.f("uq_outgoing_message_reference")),
    )
    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outgoing_message_next_attempt_at"), ["next_attempt_at"], unique=False
        )

    op.create_table(
        "post_count",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_post_count")),
    )
    with op.batch_alter_table("post_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_count_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "provider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_provider_name")),
        sa.CheckConstraint("source in ('council', 'openreferral')", name=op.f("ck_provider_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("slug", name=op.f("uq_provider_slug")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_provider_source")),
    )
    op.create_table(
        "receipt",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("questionnaire", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=True),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("entries", sa.LargeBinary(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(wrapped_key IS NULL) = (entries IS NULL)", name=op.f("ck_receipt_copy_has_its_key")
        ),
        sa.CheckConstraint("length(token_hash) = 64", name=op.f("ck_receipt_token_is_hashed")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_receipt")),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_sent_at"), ["sent_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_token_hash"), ["token_hash"], unique=False)

    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contact_due", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=True),
        sa.Column("district", sa.String(length=40), nullable=False),
        sa.Column("age_band", sa.String(length=20), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("flags", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("questionnaire_version", sa.String(length=20), nullable=False),
        sa.Column("match_code", sa.String(length=64), nullable=True),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status IN ('accepted', 'closed')) <= (decided_at IS NOT NULL)",
            name=op.f("ck_referral_end_has_decision"),
        ),
        sa.CheckConstraint(
            "status IN ('submitted', 'in_triage', 'more_info_needed', 'accepted', 'waiting_list', 'closed')",
            name=op.f("ck_referral_known_status"),
        ),
        sa.CheckConstraint("tier IN (1, 2, 3)", name=op.f("ck_referral_known_tier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("reference", name=op.f("uq_referral_reference")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_match_code"), ["match_code"], unique=False)
        batch_op.create_index("ix_referral_queue", ["status", "is_urgent", "received_at"], unique=False)

    op.create_table(
        "sealed_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("submission_key", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(submission_key) = 32", name=op.f("ck_sealed_submission_key_is_whole")),
        sa.CheckConstraint(
            "opened_at IS NULL OR payload IS NULL", name=op.f("ck_sealed_submission_opened_keeps_nothing")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_submission")),
        sa.UniqueConstraint("reference", name=op.f("uq_sealed_submission_reference")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_sealed_submission_submission_key")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_failure")),
    )
    op.create_table(
        "survey_response",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("survey", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_survey_response_key_is_random")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_survey_response")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("survey_response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_response_survey"), ["survey"], unique=False)

    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("roles", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_user_account_email_is_lower_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("tier", sa.SmallInteger(), nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("description_html", sa.Text(), nullable=False),
        sa.Column("description_text", sa.Text(), nullable=False),
        sa.Column("youngest_age", sa.SmallInteger(), nullable=True),
        sa.Column("oldest_age", sa.SmallInteger(), nullable=True),
        sa.Column("delivery", sa.String(length=10), nullable=True),
        sa.Column("venue_name", sa.String(length=200), nullable=True),
        sa.Column("street", sa.String(length=200), nullable=True),
        sa.Column("town", sa.String(length=100), nullable=True),
        sa.Column("district", sa.String(length=40), nullable=True),
        sa.Column("postcode", sa.String(length=8), nullable=True),
        sa.Column("easting", sa.Integer(), nullable=True),
        sa.Column("northing", sa.Integer(), nullable=True),
        sa.Column("getting_in", sa.Text(), nullable=True),
        sa.Column("on_the_day", sa.Text(), nullable=True),
        sa.Column("cost_type", sa.String(length=20), nullable=True),
        sa.Column("cost_pence", sa.Integer(), nullable=True),
        sa.Column("cost_note", sa.Text(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(length=20), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "checked_by in ('council_visited', 'provider_said')", name=op.f("ck_activity_checked_by")
        ),
        sa.CheckConstraint(
            "delivery in ('in_person', 'online', 'at_home')", name=op.f("ck_activity_delivery")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_activity_name")),
        sa.CheckConstraint("source in ('council', 'openreferral')", name=op.f("ck_activity_source")),
        sa.CheckConstraint("state in ('staged', 'published', 'withdrawn')", name=op.f("ck_activity_state")),
        sa.CheckConstraint("(checked_on is null) = (checked_by is null)", name=op.f("ck_activity_checked")),
        sa.CheckConstraint("(easting is null) = (northing is null)", name=op.f("ck_activity_point")),
        sa.CheckConstraint("cost_pence >= 0", name=op.f("ck_activity_cost_pence")),
        sa.CheckConstraint("tier in (1, 2, 3)", name=op.f("ck_activity_tier")),
        sa.CheckConstraint(
            "youngest_age >= 0 and oldest_age >= 0 and youngest_age <= oldest_age",
            name=op.f("ck_activity_ages"),
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_activity_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("slug", name=op.f("uq_activity_slug")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_activity_source")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index("ix_activity_state_revision", ["state", "revision"], unique=False)

    op.create_table(
        "referral_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_referral_note_referral_id_referral"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_note")),
        sa.UniqueConstraint("place", name=op.f("uq_referral_note_place")),
    )
    with op.batch_alter_table("referral_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_note_referral_id"), ["referral_id"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_staff_session_user_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "survey_choice",
        sa.Column("response_key", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_key"],
            ["survey_response.key"],
            name=op.f("fk_survey_choice_response_key_survey_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_key", "question", "code", name=op.f("pk_survey_choice")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("survey_choice", schema=None) as batch_op:
        batch_op.create_index("ix_survey_choice_question_code", ["question", "code"], unique=False)

    op.create_table(
        "survey_text",
        sa.Column("response_key", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_key"],
            ["survey_response.key"],
            name=op.f("fk_survey_text_response_key_survey_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_key", "question", name=op.f("pk_survey_text")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "triage_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("status_before", sa.String(length=20), nullable=False),
        sa.Column("status_after", sa.String(length=20), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_triage_decision_referral_id_referral"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_triage_decision")),
        sa.UniqueConstraint("place", name=op.f("uq_triage_decision_place")),
    )
    with op.batch_alter_table("triage_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_triage_decision_referral_id"), ["referral_id"], unique=False)

    op.create_table(
        "activity_access",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("feature", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "answer in ('yes', 'partly', 'no', 'ask')", name=op.f("ck_activity_access_answer")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_access_activity_id_activity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", "feature", name=op.f("pk_activity_access")),
    )
    op.create_table(
        "activity_session",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("days", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("starts", sa.String(length=5), nullable=True),
        sa.Column("ends", sa.String(length=5), nullable=True),
        sa.Column("when_text", sa.String(length=200), nullable=False),
        sa.Column("time_bands", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_session_activity_id_activity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", "position", name=op.f("pk_activity_session")),
    )
    op.create_table(
        "activity_tag",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "kind in ('type', 'need', 'funding', 'language', 'day', 'time')",
            name=op.f("ck_activity_tag_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_tag_activity_id_activity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", "kind", "code", name=op.f("pk_activity_tag")),
    )
    with op.batch_alter_table("activity_tag", schema=None) as batch_op:
        batch_op.create_index("ix_activity_tag_kind_code", ["kind", "code"], unique=False)



def downgrade() -> None:
    with op.batch_alter_table("activity_tag", schema=None) as batch_op:
        batch_op.drop_index("ix_activity_tag_kind_code")

    op.drop_table("activity_tag")
    op.drop_table("activity_session")
    op.drop_table("activity_access")
    with op.batch_alter_table("triage_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_triage_decision_referral_id"))

    op.drop_table("triage_decision")
    op.drop_table("survey_text")
    with op.batch_alter_table("survey_choice", schema=None) as batch_op:
        batch_op.drop_index("ix_survey_choice_question_code")

    op.drop_table("survey_choice")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_session_user_id"))

    op.drop_table("staff_session")
    with op.batch_alter_table("referral_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_note_referral_id"))

    op.drop_table("referral_note")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index("ix_activity_state_revision")
        batch_op.drop_index(batch_op.f("ix_activity_provider_id"))

    op.drop_table("activity")
    op.drop_table("user_account")
    with op.batch_alter_table("survey_response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_response_survey"))

    op.drop_table("survey_response")
    op.drop_table("sign_in_failure")
    op.drop_table("sealed_submission")
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index("ix_referral_queue")
        batch_op.drop_index(batch_op.f("ix_referral_match_code"))

    op.drop_table("referral")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_token_hash"))
        batch_op.drop_index(batch_op.f("ix_receipt_sent_at"))

    op.drop_table("receipt")
    op.drop_table("provider")
    with op.batch_alter_table("post_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_count_ends_at"))

    op.drop_table("post_count")
    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outgoing_message_next_attempt_at"))

    op.drop_table("outgoing_message")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_saved_at"))

    op.drop_table("draft")
    op.drop_table("directory_revision")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_event_subject"))

    op.drop_table("audit_event")
