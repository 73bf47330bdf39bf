"""accounts: second factor, links, and the people of providers."""

from alembic import op
import sqlalchemy as sa


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TOTP = (("totp_secret", sa.LargeBinary()), ("totp_since", sa.DateTime(timezone=True)), ("totp_step", sa.Integer()))
_SESSION = (("code_at", sa.DateTime(timezone=True)), ("confirmed_at", sa.DateTime(timezone=True)))


def upgrade() -> None:
    # Columns are added one by one, never by making a table anew: that would end all sign-ins.
    for name, kind in _TOTP:
        op.add_column("user_account", sa.Column(name, kind, nullable=True))
    for name, kind in _SESSION:
        op.add_column("staff_session", sa.Column(name, kind, nullable=True))
    _link("staff_link", "user_account")
    _recovery_code("staff_recovery_code", "user_account")
    op.create_table(
        "provider_account",
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, kind, nullable=True) for name, kind in _TOTP),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_provider_account_email_is_lower_case")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_provider_account_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_account")),
        sa.UniqueConstraint("email", name=op.f("uq_provider_account_email")),
    )
    with op.batch_alter_table("provider_account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provider_account_provider_id"), ["provider_id"], unique=False)
    op.create_table(
        "provider_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *(sa.Column(name, kind, nullable=True) for name, kind in _SESSION),
        *_owner("provider_session", "provider_account"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_provider_session_token_hash")),
    )
    _index("provider_session", "user_id")
    _link("provider_link", "provider_account")
    _recovery_code("provider_recovery_code", "provider_account")
    op.create_table(
        "provider_sign_in_failure",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_provider_sign_in_failure")),
    )


def downgrade() -> None:
    for table in (
        "provider_sign_in_failure",
        "provider_recovery_code",
        "provider_link",
        "provider_session",
        "provider_account",
        "staff_recovery_code",
        "staff_link",
    ):
        op.drop_table(table)
    for name, _kind in _SESSION:
        op.drop_column("staff_session", name)
    for name, _kind in _TOTP:
        op.drop_column("user_account", name)


def _owner(table: str, accounts: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            [f"{accounts}.id"],
            name=op.f(f"fk_{table}_user_id_{accounts}"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _link(table: str, accounts: str) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "purpose IN ('invitation', 'password')", name=op.f(f"ck_{table}_known_purpose")
        ),
        *_owner(table, accounts),
        sa.UniqueConstraint("token_hash", name=op.f(f"uq_{table}_token_hash")),
    )
    _index(table, "user_id")
    _index(table, "ends_at")


def _recovery_code(table: str, accounts: str) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=200), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        *_owner(table, accounts),
    )
    _index(table, "user_id")


def _index(table: str, column: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
