"""unmet needs."""

from alembic import op
import sqlalchemy as sa


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unmet_need",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_unmet_need_key_is_random")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_unmet_need")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("unmet_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unmet_need_told_on"), ["told_on"], unique=False)

    op.create_table(
        "unmet_need_choice",
        sa.Column("need_key", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "kind in ('type', 'need', 'age', 'access', 'day', 'time', 'season')",
            name=op.f("ck_unmet_need_choice_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["need_key"],
            ["unmet_need.key"],
            name=op.f("fk_unmet_need_choice_need_key_unmet_need"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("need_key", "kind", "code", name=op.f("pk_unmet_need_choice")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("unmet_need_choice", schema=None) as batch_op:
        batch_op.create_index("ix_unmet_need_choice_kind_code", ["kind", "code"], unique=False)

    op.create_table(
        "unmet_need_text",
        sa.Column("need_key", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_key"],
            ["unmet_need.key"],
            name=op.f("fk_unmet_need_text_need_key_unmet_need"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("need_key", name=op.f("pk_unmet_need_text")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("unmet_need_text")
    with op.batch_alter_table("unmet_need_choice", schema=None) as batch_op:
        batch_op.drop_index("ix_unmet_need_choice_kind_code")

    op.drop_table("unmet_need_choice")
    with op.batch_alter_table("unmet_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unmet_need_told_on"))

    op.drop_table("unmet_need")
