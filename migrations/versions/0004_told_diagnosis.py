"""told that a diagnosis is needed."""

from alembic import op
import sqlalchemy as sa


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "told_diagnosis",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("said_by", sa.String(length=20), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_told_diagnosis_key_is_random")),
        sa.CheckConstraint(
            "said_by in ('school', 'gp', 'health_visitor', 'social_worker', 'provider', 'council', "
            "'another_parent', 'somebody_else')",
            name=op.f("ck_told_diagnosis_said_by"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_told_diagnosis")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("told_diagnosis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_told_diagnosis_told_on"), ["told_on"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("told_diagnosis", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_told_diagnosis_told_on"))

    op.drop_table("told_diagnosis")
