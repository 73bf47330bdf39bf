"""Comments, and what was said and done."""

from alembic import op
import sqlalchemy as sa

import portal.infra.db


revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "news_request",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_in", sa.Date(), nullable=False),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_news_request_key_is_random")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_news_request")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "offer_comment",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(state = 'refused') = (reason IS NOT NULL)", name=op.f("ck_offer_comment_refused_has_reason")
        ),
        sa.CheckConstraint(
            "kind IN ('content', 'accessibility', 'involvement', 'page')",
            name=op.f("ck_offer_comment_known_kind"),
        ),
        sa.CheckConstraint(
            "reason IN ('vexatious', 'about_an_individual', 'duplicate', 'not_about_offer')",
            name=op.f("ck_offer_comment_known_reason"),
        ),
        sa.CheckConstraint(
            "state IN ('new', 'published', 'answered', 'refused')", name=op.f("ck_offer_comment_known_state")
        ),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_offer_comment_key_is_random")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_offer_comment")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("offer_comment", schema=None) as batch_op:
        batch_op.create_index("ix_offer_comment_state_sent_on", ["state", "sent_on"], unique=False)

    op.create_table(
        "publishing_reminder",
        sa.Column("reminded_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("reminded_on", name=op.f("pk_publishing_reminder")),
    )
    op.create_table(
        "session_feedback",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("activity", sa.String(length=120), nullable=True),
        sa.Column("rating", sa.String(length=10), nullable=True),
        sa.Column("building", sa.String(length=20), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "building IN ('yes', 'partly', 'no', 'does_not_apply')",
            name=op.f("ck_session_feedback_known_building"),
        ),
        sa.CheckConstraint(
            "rating IN ('good', 'all_right', 'not_good')", name=op.f("ck_session_feedback_known_rating")
        ),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_session_feedback_key_is_random")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_session_feedback")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("session_feedback", schema=None) as batch_op:
        batch_op.create_index("ix_session_feedback_activity_given_on", ["activity", "given_on"], unique=False)

    op.create_table(
        "you_said_we_did",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("told_at", portal.infra.db.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state = 'draft' OR published IS NOT NULL", name=op.f("ck_you_said_we_did_published_has_version")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'withdrawn')", name=op.f("ck_you_said_we_did_known_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_you_said_we_did")),
    )
    op.create_table(
        "published_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_key", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('content', 'accessibility', 'involvement', 'page')",
            name=op.f("ck_published_comment_known_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["comment_key"],
            ["offer_comment.key"],
            name=op.f("fk_published_comment_comment_key_offer_comment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_comment")),
        sa.UniqueConstraint("comment_key", name=op.f("uq_published_comment_comment_key")),
    )
    with op.batch_alter_table("published_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_comment_published_on"), ["published_on"], unique=False)

    op.create_table(
        "session_feedback_text",
        sa.Column("feedback_key", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_key"],
            ["session_feedback.key"],
            name=op.f("fk_session_feedback_text_feedback_key_session_feedback"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("feedback_key", name=op.f("pk_session_feedback_text")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "you_said_published",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("theme_audience", sa.String(length=20), nullable=False),
        sa.Column("theme_group", sa.String(length=40), nullable=False),
        sa.Column("theme_code", sa.String(length=60), nullable=False),
        sa.Column("translations", sa.JSON(none_as_null=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'cannot') = (why <> '')", name=op.f("ck_you_said_published_cannot_has_why")
        ),
        sa.CheckConstraint(
            "status IN ('done', 'started', 'cannot')", name=op.f("ck_you_said_published_known_status")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["you_said_we_did.id"],
            name=op.f("fk_you_said_published_item_id_you_said_we_did"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "number", name=op.f("pk_you_said_published")),
    )
    op.create_table(
        "you_said_version",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(length=120), nullable=False),
        sa.Column("changed_at", portal.infra.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("theme_audience", sa.String(length=20), nullable=False),
        sa.Column("theme_group", sa.String(length=40), nullable=False),
        sa.Column("theme_code", sa.String(length=60), nullable=False),
        sa.Column("translations", sa.JSON(none_as_null=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'cannot') = (why <> '')", name=op.f("ck_you_said_version_cannot_has_why")
        ),
        sa.CheckConstraint(
            "status IN ('done', 'started', 'cannot')", name=op.f("ck_you_said_version_known_status")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["you_said_we_did.id"],
            name=op.f("fk_you_said_version_item_id_you_said_we_did"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "number", name=op.f("pk_you_said_version")),
    )


def downgrade() -> None:
    op.drop_table("you_said_version")
    op.drop_table("you_said_published")
    op.drop_table("session_feedback_text")
    with op.batch_alter_table("published_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_comment_published_on"))

    op.drop_table("published_comment")
    op.drop_table("you_said_we_did")
    with op.batch_alter_table("session_feedback", schema=None) as batch_op:
        batch_op.drop_index("ix_session_feedback_activity_given_on")

    op.drop_table("session_feedback")
    op.drop_table("publishing_reminder")
    with op.batch_alter_table("offer_comment", schema=None) as batch_op:
        batch_op.drop_index("ix_offer_comment_state_sent_on")

    op.drop_table("offer_comment")
    op.drop_table("news_request")
