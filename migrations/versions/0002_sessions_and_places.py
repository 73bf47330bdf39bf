"""sessions that come back, places, and who can ask."""

from alembic import op
import sqlalchemy as sa


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KINDS = "kind in ('type', 'need', 'funding', 'language', 'day', 'time', 'season', 'referrer')"
_KINDS_BEFORE = "kind in ('type', 'need', 'funding', 'language', 'day', 'time')"
_LISTS = ("seasons", "weeks_of_month", "dates", "except_dates")
_SWITCHES = ("on_bank_holidays", "by_agreement")


def upgrade() -> None:
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bus_stop", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("places_total", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("places_free", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("has_waiting_list", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("wait_weeks", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("places_reported_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_activity_places"), "places_total >= 0 and places_free >= 0 and wait_weeks >= 0"
        )
    # What was there before is as old as its last change: nobody noted more.
    op.execute("update activity set published_at = changed_at")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.alter_column("published_at", existing_type=sa.DateTime(timezone=True), nullable=False)

    with op.batch_alter_table("activity_session", schema=None) as batch_op:
        for name in _LISTS:
            batch_op.add_column(
                sa.Column(name, sa.JSON(none_as_null=True), nullable=False, server_default="[]")
            )
        batch_op.add_column(sa.Column("every_weeks", sa.SmallInteger(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_to", sa.Date(), nullable=True))
        for name in _SWITCHES:
            batch_op.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        batch_op.create_check_constraint(
            batch_op.f("ck_activity_session_every_weeks"), "every_weeks between 1 and 52"
        )
    with op.batch_alter_table("activity_session", schema=None) as batch_op:
        for name in (*_LISTS, "every_weeks", *_SWITCHES):
            batch_op.alter_column(name, server_default=None)

    with op.batch_alter_table("activity_tag", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_activity_tag_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_activity_tag_kind"), _KINDS)


def downgrade() -> None:
    op.execute("delete from activity_tag where kind in ('season', 'referrer')")
    with op.batch_alter_table("activity_tag", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_activity_tag_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_activity_tag_kind"), _KINDS_BEFORE)

    with op.batch_alter_table("activity_session", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_activity_session_every_weeks"), type_="check")
        for name in (*_LISTS, "every_weeks", "valid_from", "valid_to", *_SWITCHES):
            batch_op.drop_column(name)

    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_activity_places"), type_="check")
        for name in (
            "bus_stop",
            "places_total",
            "places_free",
            "has_waiting_list",
            "wait_weeks",
            "places_reported_on",
            "published_at",
        ):
            batch_op.drop_column(name)
