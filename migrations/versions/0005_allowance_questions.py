"""allowance questions and answers."""

from alembic import op
import sqlalchemy as sa


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "allowance_question",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("year", sa.String(length=7), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("why_aside", sa.String(length=20), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_allowance_question_key_is_random")),
        sa.CheckConstraint(
            "state in ('open', 'answered', 'set_aside')", name=op.f("ck_allowance_question_state")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (sealed is not null)",
            name=op.f("ck_allowance_question_closed_keeps_no_words"),
        ),
        sa.CheckConstraint(
            "(state = 'set_aside') = (why_aside is not null)", name=op.f("ck_allowance_question_why_aside")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_allowance_question")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("allowance_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_allowance_question_asked_on"), ["asked_on"], unique=False)

    op.create_table(
        "allowance_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=32), nullable=True),
        sa.Column("year", sa.String(length=7), nullable=False),
        sa.Column("question", sa.String(length=150), nullable=False),
        sa.Column("allowed", sa.String(length=3), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("item_code", sa.String(length=40), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why_off", sa.String(length=10), nullable=True),
        sa.CheckConstraint("allowed in ('yes', 'no', 'ask')", name=op.f("ck_allowance_answer_allowed")),
        sa.CheckConstraint(
            "why_off in ('in_file', 'withdrawn')", name=op.f("ck_allowance_answer_why_off")
        ),
        sa.CheckConstraint(
            "(why_off is null) = (off_at is null)", name=op.f("ck_allowance_answer_off_with_its_reason")
        ),
        sa.ForeignKeyConstraint(
            ["question_key"],
            ["allowance_question.key"],
            name=op.f("fk_allowance_answer_question_key_allowance_question"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowance_answer")),
        sa.UniqueConstraint("question_key", name=op.f("uq_allowance_answer_question_key")),
    )
    with op.batch_alter_table("allowance_answer", schema=None) as batch_op:
        batch_op.create_index("ix_allowance_answer_year_off_at", ["year", "off_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("allowance_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_allowance_answer_year_off_at")

    op.drop_table("allowance_answer")
    with op.batch_alter_table("allowance_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_allowance_question_asked_on"))

    op.drop_table("allowance_question")
