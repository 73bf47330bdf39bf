"""Surveys in rounds, and the themes of what people write."""

from alembic import op
import sqlalchemy as sa


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

# A table that is copied by a batch would get a row number, whose order would tell the order of the answers.
_WITHOUT_ORDER = {'sqlite_with_rowid': False}
_EARLIER = 'earlier-answers'


def _put_earlier_answers_in_a_round() -> None:
    """Give answers of before there were rounds one of their own, over on the day of the last answer."""
    op.execute(
        sa.text(
            "INSERT INTO survey_round (code, name, questionnaire, audience, opens_on, closes_on, by_invitation,"
            " created_by, created_at)"
            " SELECT :code, 'Answers of before there were rounds', survey, 'parents', min(answered_on),"
            " max(answered_on), false, 'migration', CURRENT_TIMESTAMP FROM survey_response GROUP BY survey"
        ).bindparams(code=_EARLIER)
    )
    op.execute(
        sa.text(
            "UPDATE survey_response SET round_id = (SELECT id FROM survey_round WHERE code = :code)"
        ).bindparams(code=_EARLIER)
    )


def upgrade() -> None:
    op.create_table('added_theme',
    sa.Column('audience', sa.String(length=20), nullable=False),
    sa.Column('theme_group', sa.String(length=40), nullable=False),
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.Column('label', sa.String(length=200), nullable=False),
    sa.Column('added_by', sa.String(length=120), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('audience', 'theme_group', 'code', name=op.f('pk_added_theme'))
    )
    op.create_table('survey_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('questionnaire', sa.String(length=60), nullable=False),
    sa.Column('audience', sa.String(length=20), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('by_invitation', sa.Boolean(), nullable=False),
    sa.Column('compared_with', sa.Integer(), nullable=True),
    sa.Column('created_by', sa.String(length=120), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("audience IN ('parents', 'young_people', 'providers')", name=op.f('ck_survey_round_known_audience')),
    sa.CheckConstraint('opens_on <= closes_on', name=op.f('ck_survey_round_ends_after_start')),
    sa.ForeignKeyConstraint(['compared_with'], ['survey_round.id'], name=op.f('fk_survey_round_compared_with_survey_round'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_round')),
    sa.UniqueConstraint('code', name=op.f('uq_survey_round_code'))
    )
    with op.batch_alter_table('survey_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_round_questionnaire'), ['questionnaire'], unique=False)

    op.create_table('theme_merge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('audience', sa.String(length=20), nullable=False),
    sa.Column('theme_group', sa.String(length=40), nullable=False),
    sa.Column('from_code', sa.String(length=60), nullable=False),
    sa.Column('into_code', sa.String(length=60), nullable=False),
    sa.Column('merged_by', sa.String(length=120), nullable=False),
    sa.Column('merged_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('undone_by', sa.String(length=120), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_theme_merge'))
    )
    op.create_table('survey_invitation',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('is_used', sa.Boolean(), nullable=False),
    sa.CheckConstraint('length(token_hash) = 64', name=op.f('ck_survey_invitation_token_is_hashed')),
    sa.ForeignKeyConstraint(['round_id'], ['survey_round.id'], name=op.f('fk_survey_invitation_round_id_survey_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_survey_invitation')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('survey_invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_invitation_round_id'), ['round_id'], unique=False)

    op.create_table('survey_import',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('file_hash', sa.String(length=64), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('is_synthetic', sa.Boolean(), nullable=False),
    sa.Column('responses', sa.Integer(), nullable=False),
    sa.Column('imported_by', sa.String(length=120), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(file_hash) = 64', name=op.f('ck_survey_import_file_is_hashed')),
    sa.ForeignKeyConstraint(['round_id'], ['survey_round.id'], name=op.f('fk_survey_import_round_id_survey_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', 'file_hash', name=op.f('pk_survey_import'))
    )
    op.create_table('coded_answer',
    sa.Column('response_key', sa.String(length=32), nullable=False),
    sa.Column('theme_group', sa.String(length=40), nullable=False),
    sa.Column('coder', sa.String(length=120), nullable=False),
    sa.Column('coded_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['response_key'], ['survey_response.key'], name=op.f('fk_coded_answer_response_key_survey_response'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('response_key', 'theme_group', 'coder', name=op.f('pk_coded_answer')),
    sqlite_with_rowid=False
    )
    op.create_table('theme_tag',
    sa.Column('response_key', sa.String(length=32), nullable=False),
    sa.Column('theme_group', sa.String(length=40), nullable=False),
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.Column('coder', sa.String(length=120), nullable=False),
    sa.Column('tagged_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['response_key'], ['survey_response.key'], name=op.f('fk_theme_tag_response_key_survey_response'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('response_key', 'theme_group', 'code', 'coder', name=op.f('pk_theme_tag')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('theme_tag', schema=None) as batch_op:
        batch_op.create_index('ix_theme_tag_group_code', ['theme_group', 'code'], unique=False)

    with op.batch_alter_table('survey_response', table_kwargs=_WITHOUT_ORDER) as batch_op:
        batch_op.add_column(sa.Column('round_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('channel', sa.String(length=10), nullable=False, server_default='online'))
    _put_earlier_answers_in_a_round()
    with op.batch_alter_table('survey_response', table_kwargs=_WITHOUT_ORDER) as batch_op:
        batch_op.alter_column('round_id', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('channel', existing_type=sa.String(length=10), server_default=None)
        batch_op.create_check_constraint(
            batch_op.f('ck_survey_response_known_channel'), "channel IN ('online', 'paper', 'phone', 'import')"
        )
        batch_op.create_index(batch_op.f('ix_survey_response_round_id'), ['round_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_survey_response_round_id_survey_round'), 'survey_round', ['round_id'], ['id'], ondelete='CASCADE')



def downgrade() -> None:
    with op.batch_alter_table('survey_response', table_kwargs=_WITHOUT_ORDER) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_survey_response_known_channel'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_survey_response_round_id_survey_round'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_survey_response_round_id'))
        batch_op.drop_column('channel')
        batch_op.drop_column('round_id')

    with op.batch_alter_table('theme_tag', schema=None) as batch_op:
        batch_op.drop_index('ix_theme_tag_group_code')

    op.drop_table('theme_tag')
    op.drop_table('coded_answer')
    op.drop_table('survey_import')
    with op.batch_alter_table('survey_invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_invitation_round_id'))

    op.drop_table('survey_invitation')
    op.drop_table('theme_merge')
    with op.batch_alter_table('survey_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_round_questionnaire'))

    op.drop_table('survey_round')
    op.drop_table('added_theme')
