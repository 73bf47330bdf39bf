"""Cross tables read the index of choices alone."""

from alembic import op


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('survey_choice', schema=None) as batch_op:
        batch_op.drop_index('ix_survey_choice_question_code')
        batch_op.create_index('ix_survey_choice_question_code_key', ['question', 'code', 'response_key'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('survey_choice', schema=None) as batch_op:
        batch_op.drop_index('ix_survey_choice_question_code_key')
        batch_op.create_index('ix_survey_choice_question_code', ['question', 'code'], unique=False)
