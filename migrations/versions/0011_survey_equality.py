"""Equality answers of surveys."""

from alembic import op
import sqlalchemy as sa


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('survey_equality_response',
    sa.Column('key', sa.String(length=32), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('about', sa.String(length=20), nullable=False),
    sa.Column('version', sa.String(length=20), nullable=False),
    sa.CheckConstraint("about IN ('child', 'me')", name=op.f('ck_survey_equality_response_known_about')),
    sa.CheckConstraint('length(key) = 32', name=op.f('ck_survey_equality_response_key_is_random')),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_survey_equality_response')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('survey_equality_response', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_equality_response_about'), ['about'], unique=False)

    op.create_table('survey_equality_choice',
    sa.Column('response_key', sa.String(length=32), nullable=False),
    sa.Column('question', sa.String(length=60), nullable=False),
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['response_key'], ['survey_equality_response.key'], name=op.f('fk_survey_equality_choice_response_key_survey_equality_response'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('response_key', 'question', 'code', name=op.f('pk_survey_equality_choice')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('survey_equality_choice')
    with op.batch_alter_table('survey_equality_response', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_equality_response_about'))

    op.drop_table('survey_equality_response')
