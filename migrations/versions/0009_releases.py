"""What is released of surveys."""

from alembic import op
import sqlalchemy as sa


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('survey_release',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=80), nullable=False),
    sa.Column('layout', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('audience', sa.String(length=20), nullable=False),
    sa.Column('rounds', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('tables', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('released_by', sa.String(length=120), nullable=False),
    sa.CheckConstraint("audience IN ('parents', 'young_people', 'providers')", name=op.f('ck_survey_release_known_audience')),
    sa.CheckConstraint('people >= 5', name=op.f('ck_survey_release_enough_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_release')),
    sa.UniqueConstraint('code', name=op.f('uq_survey_release_code'))
    )


def downgrade() -> None:
    op.drop_table('survey_release')
