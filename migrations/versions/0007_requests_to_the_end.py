"""requests to the end."""

from alembic import op
import sqlalchemy as sa


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

_STATUSES_BEFORE = (
    "status IN ('submitted', 'in_triage', 'more_info_needed', 'accepted', 'waiting_list', 'closed')"
)
_STATUSES = (
    "status IN ('submitted', 'in_triage', 'more_info_needed', 'waiting_list', 'place_offered',"
    " 'accepted', 'closed', 'withdrawn')"
)
# All by which the queue is filtered and ordered, so that it reads no row.
_QUEUE = [
    'status', 'is_urgent', 'received_at', 'has_news', 'step_due', 'assignee_id', 'district', 'age_band', 'tier',
    'programme', 'kind', 'route',
]


def upgrade() -> None:
    op.create_table('child',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('tier', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changes', sa.Integer(), nullable=False),
    sa.CheckConstraint('tier IN (1, 2, 3)', name=op.f('ck_child_known_tier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_child')),
    sa.UniqueConstraint('code', name=op.f('uq_child_code'))
    )
    op.create_table('equality_response',
    sa.Column('key', sa.String(length=32), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=False),
    sa.Column('about', sa.String(length=20), nullable=False),
    sa.Column('version', sa.String(length=20), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_equality_response')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('equality_response', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_equality_response_answered_on'), ['answered_on'], unique=False)

    op.create_table('export_batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('layout', sa.String(length=40), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.String(length=120), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_export_batch'))
    )
    with op.batch_alter_table('export_batch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_export_batch_layout'), ['layout'], unique=False)

    op.create_table('family_reply',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_key', sa.String(length=32), nullable=False),
    sa.Column('reference', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('payload', sa.LargeBinary(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind IN ('answer', 'withdraw', 'contact', 'accept_place', 'decline_place', 'look_again')", name=op.f('ck_family_reply_known_kind')),
    sa.CheckConstraint('applied_at IS NULL OR payload IS NULL', name=op.f('ck_family_reply_applied_keeps_nothing')),
    sa.CheckConstraint('length(reply_key) = 32', name=op.f('ck_family_reply_key_is_whole')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_family_reply')),
    sa.UniqueConstraint('reply_key', name=op.f('uq_family_reply_reply_key'))
    )
    with op.batch_alter_table('family_reply', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_family_reply_reference'), ['reference'], unique=False)

    op.create_table('family_session',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('reference', sa.String(length=20), nullable=False),
    sa.Column('wrapped_key', sa.LargeBinary(), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(token_hash) = 64', name=op.f('ck_family_session_token_is_hashed')),
    sa.PrimaryKeyConstraint('token_hash', 'reference', name=op.f('pk_family_session'))
    )
    with op.batch_alter_table('family_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_family_session_ends_at'), ['ends_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_family_session_reference'), ['reference'], unique=False)

    op.create_table('family_status',
    sa.Column('reference', sa.String(length=20), nullable=False),
    sa.Column('view', sa.LargeBinary(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('reference', name=op.f('pk_family_status'))
    )
    op.create_table('link_request',
    sa.Column('key', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('draft', 'status')", name=op.f('ck_link_request_known_kind')),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_link_request'))
    )
    with op.batch_alter_table('link_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_link_request_asked_at'), ['asked_at'], unique=False)

    op.create_table('one_use_link',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('wrapped_key', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('draft', 'status')", name=op.f('ck_one_use_link_known_kind')),
    sa.CheckConstraint('length(token_hash) = 64', name=op.f('ck_one_use_link_token_is_hashed')),
    sa.PrimaryKeyConstraint('token_hash', 'subject', name=op.f('pk_one_use_link'))
    )
    with op.batch_alter_table('one_use_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_one_use_link_ends_at'), ['ends_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_one_use_link_subject'), ['subject'], unique=False)

    op.create_table('equality_choice',
    sa.Column('response_key', sa.String(length=32), nullable=False),
    sa.Column('question', sa.String(length=60), nullable=False),
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['response_key'], ['equality_response.key'], name=op.f('fk_equality_choice_response_key_equality_response'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('response_key', 'question', 'code', name=op.f('pk_equality_choice')),
    sqlite_with_rowid=False
    )
    op.create_table('case_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('asked_by', sa.String(length=120), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('question', sa.LargeBinary(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.LargeBinary(), nullable=True),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_case_question_referral_id_referral'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_question')),
    sa.UniqueConstraint('place', name=op.f('uq_case_question_place'))
    )
    with op.batch_alter_table('case_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_question_referral_id'), ['referral_id'], unique=False)

    op.create_table('export_row',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('changes', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['export_batch.id'], name=op.f('fk_export_row_batch_id_export_batch'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_export_row_referral_id_referral'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('batch_id', 'referral_id', name=op.f('pk_export_row'))
    )
    op.create_table('goal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('child_id', sa.Integer(), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('set_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('review_due', sa.Date(), nullable=True),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.CheckConstraint("state IN ('open', 'reached', 'changed', 'stopped')", name=op.f('ck_goal_known_state')),
    sa.ForeignKeyConstraint(['child_id'], ['child.id'], name=op.f('fk_goal_child_id_child'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_goal_referral_id_referral'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal')),
    sa.UniqueConstraint('place', name=op.f('uq_goal_place'))
    )
    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_goal_child_id'), ['child_id'], unique=False)

    op.create_table('place_offer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('programme', sa.String(length=40), nullable=True),
    sa.Column('activity', sa.String(length=120), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('offered_by', sa.String(length=120), nullable=False),
    sa.Column('offered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer_by', sa.Date(), nullable=False),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.String(length=20), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("answer IN ('accepted', 'declined', 'lapsed', 'taken_back')", name=op.f('ck_place_offer_known_answer')),
    sa.CheckConstraint('(answered_at IS NULL) = (answer IS NULL)', name=op.f('ck_place_offer_answer_has_time')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_place_offer_referral_id_referral'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_offer')),
    sa.UniqueConstraint('place', name=op.f('uq_place_offer_place'))
    )
    with op.batch_alter_table('place_offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_place_offer_referral_id'), ['referral_id'], unique=False)

    op.create_table('programme_stay',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('child_id', sa.Integer(), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=True),
    sa.Column('programme', sa.String(length=40), nullable=False),
    sa.Column('provider', sa.String(length=120), nullable=True),
    sa.Column('hours_a_year', sa.Integer(), nullable=True),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('added_by', sa.String(length=120), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('ended_on IS NULL OR ended_on >= started_on', name=op.f('ck_programme_stay_ends_after_start')),
    sa.ForeignKeyConstraint(['child_id'], ['child.id'], name=op.f('fk_programme_stay_child_id_child'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_programme_stay_referral_id_referral'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_stay'))
    )
    with op.batch_alter_table('programme_stay', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_programme_stay_child_id'), ['child_id'], unique=False)

    op.create_table('referral_contact',
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_referral_contact_referral_id_referral'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('referral_id', 'code', name=op.f('pk_referral_contact'))
    )
    with op.batch_alter_table('referral_contact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referral_contact_code'), ['code'], unique=False)

    op.create_table('safeguarding_pass',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('passed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('passed_by', sa.String(length=120), nullable=False),
    sa.Column('passed_by_id', sa.Integer(), nullable=False),
    sa.Column('passed_to', sa.LargeBinary(), nullable=False),
    sa.Column('second_due', sa.Date(), nullable=False),
    sa.Column('second_by', sa.String(length=120), nullable=True),
    sa.Column('second_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('second_words', sa.LargeBinary(), nullable=True),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_safeguarding_pass_referral_id_referral'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_safeguarding_pass')),
    sa.UniqueConstraint('place', name=op.f('uq_safeguarding_pass_place'))
    )
    with op.batch_alter_table('safeguarding_pass', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_safeguarding_pass_referral_id'), ['referral_id'], unique=False)

    op.create_table('tier_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('child_id', sa.Integer(), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=True),
    sa.Column('from_tier', sa.Integer(), nullable=True),
    sa.Column('to_tier', sa.Integer(), nullable=False),
    sa.Column('changed_on', sa.Date(), nullable=False),
    sa.Column('family_agreed_on', sa.Date(), nullable=True),
    sa.Column('agreed_by', sa.LargeBinary(), nullable=True),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.Column('next_steps', sa.LargeBinary(), nullable=True),
    sa.Column('decided_by', sa.String(length=120), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.CheckConstraint('from_tier IS NULL OR from_tier IN (1, 2, 3)', name=op.f('ck_tier_change_known_tier_before')),
    sa.CheckConstraint('to_tier IN (1, 2, 3)', name=op.f('ck_tier_change_known_tier')),
    sa.ForeignKeyConstraint(['child_id'], ['child.id'], name=op.f('fk_tier_change_child_id_child'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_tier_change_referral_id_referral'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tier_change')),
    sa.UniqueConstraint('place', name=op.f('uq_tier_change_place'))
    )
    with op.batch_alter_table('tier_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tier_change_child_id'), ['child_id'], unique=False)

    op.create_table('waiting_list_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('programme', sa.String(length=40), nullable=True),
    sa.Column('activity', sa.String(length=120), nullable=True),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_why', sa.String(length=20), nullable=True),
    sa.CheckConstraint("ended_why IN ('offered', 'withdrawn', 'closed', 'moved')", name=op.f('ck_waiting_list_entry_known_end')),
    sa.CheckConstraint('(ended_at IS NULL) = (ended_why IS NULL)', name=op.f('ck_waiting_list_entry_end_has_why')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_waiting_list_entry_referral_id_referral'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waiting_list_entry'))
    )
    with op.batch_alter_table('waiting_list_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_waiting_list_entry_referral_id'), ['referral_id'], unique=False)

    op.create_table('goal_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('goal_id', sa.Integer(), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=False),
    sa.Column('result', sa.String(length=20), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('reviewed_by', sa.String(length=120), nullable=False),
    sa.Column('reviewed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.CheckConstraint("result IN ('reached', 'on_the_way', 'not_yet', 'changed', 'stopped')", name=op.f('ck_goal_review_known_result')),
    sa.ForeignKeyConstraint(['goal_id'], ['goal.id'], name=op.f('fk_goal_review_goal_id_goal'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal_review')),
    sa.UniqueConstraint('place', name=op.f('uq_goal_review_place'))
    )
    with op.batch_alter_table('goal_review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_goal_review_goal_id'), ['goal_id'], unique=False)

    op.create_table('hours_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('stay_id', sa.Integer(), nullable=False),
    sa.Column('used_on', sa.Date(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('over_reason', sa.LargeBinary(), nullable=True),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('added_by', sa.String(length=120), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('struck_by', sa.String(length=120), nullable=True),
    sa.Column('struck_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('minutes > 0', name=op.f('ck_hours_entry_some_minutes')),
    sa.ForeignKeyConstraint(['stay_id'], ['programme_stay.id'], name=op.f('fk_hours_entry_stay_id_programme_stay'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hours_entry')),
    sa.UniqueConstraint('place', name=op.f('uq_hours_entry_place'))
    )
    with op.batch_alter_table('hours_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hours_entry_stay_id'), ['stay_id'], unique=False)

    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sealed_key', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('contact_code', sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f('ix_draft_contact_code'), ['contact_code'], unique=False)
        batch_op.create_check_constraint(
            batch_op.f('ck_draft_code_has_its_key'), 'contact_code IS NULL OR sealed_key IS NOT NULL'
        )

    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column('route', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('step_since', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('step_due', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('team_days', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('has_news', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('assignee_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('questionnaire', sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column('heard_from', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('champion_code', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('child_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('own_child_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('status_key', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('reason_code', sa.String(length=40), nullable=True))
        batch_op.create_index(batch_op.f('ix_referral_assignee_id'), ['assignee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_child_id'), ['child_id'], unique=False)
        batch_op.drop_index('ix_referral_queue')
        batch_op.create_index('ix_referral_queue', _QUEUE, unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_referral_child_id_child'), 'child', ['child_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(batch_op.f('fk_referral_own_child_id_child'), 'child', ['own_child_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(batch_op.f('fk_referral_assignee_id_user_account'), 'user_account', ['assignee_id'], ['id'], ondelete='SET NULL')
        batch_op.drop_constraint(batch_op.f('ck_referral_known_status'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_referral_known_status'), _STATUSES)

    # All that is there came from a parent or carer, and stands in its step since it came.
    op.execute(
        "UPDATE referral SET kind = 'request', route = 'parent', questionnaire = 'referral', "
        "step_since = coalesce(decided_at, received_at), has_news = (1 = 0), "
        "step_due = CASE WHEN status = 'submitted' THEN contact_due END"
    )
    with op.batch_alter_table('referral', schema=None) as batch_op:
        for column in ('kind', 'route', 'step_since', 'questionnaire', 'has_news'):
            batch_op.alter_column(column, nullable=False)
        batch_op.create_check_constraint(batch_op.f('ck_referral_known_kind'), "kind IN ('request', 'call')")
        batch_op.create_check_constraint(
            batch_op.f('ck_referral_known_route'),
            "route IN ('parent', 'young_person', 'professional', 'call')",
        )


def downgrade() -> None:
    op.execute("UPDATE referral SET status = 'waiting_list' WHERE status = 'place_offered'")
    # A request that was taken back has no decision, so nothing old can hold it as closed.
    op.execute("DELETE FROM referral WHERE status = 'withdrawn'")
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_referral_known_route'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_referral_known_kind'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_referral_known_status'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_referral_known_status'), _STATUSES_BEFORE)
        batch_op.drop_constraint(batch_op.f('fk_referral_assignee_id_user_account'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_referral_own_child_id_child'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_referral_child_id_child'), type_='foreignkey')
        batch_op.drop_index('ix_referral_queue')
        batch_op.create_index('ix_referral_queue', ['status', 'is_urgent', 'received_at'], unique=False)
        batch_op.drop_index(batch_op.f('ix_referral_child_id'))
        batch_op.drop_index(batch_op.f('ix_referral_assignee_id'))
        batch_op.drop_column('reason_code')
        batch_op.drop_column('status_key')
        batch_op.drop_column('own_child_id')
        batch_op.drop_column('child_id')
        batch_op.drop_column('champion_code')
        batch_op.drop_column('heard_from')
        batch_op.drop_column('questionnaire')
        batch_op.drop_column('assignee_id')
        batch_op.drop_column('has_news')
        batch_op.drop_column('team_days')
        batch_op.drop_column('step_due')
        batch_op.drop_column('step_since')
        batch_op.drop_column('route')
        batch_op.drop_column('kind')

    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_draft_code_has_its_key'), type_='check')
        batch_op.drop_index(batch_op.f('ix_draft_contact_code'))
        batch_op.drop_column('contact_code')
        batch_op.drop_column('sealed_key')

    with op.batch_alter_table('hours_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hours_entry_stay_id'))

    op.drop_table('hours_entry')
    with op.batch_alter_table('goal_review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_goal_review_goal_id'))

    op.drop_table('goal_review')
    with op.batch_alter_table('waiting_list_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_waiting_list_entry_referral_id'))

    op.drop_table('waiting_list_entry')
    with op.batch_alter_table('tier_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tier_change_child_id'))

    op.drop_table('tier_change')
    with op.batch_alter_table('safeguarding_pass', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_safeguarding_pass_referral_id'))

    op.drop_table('safeguarding_pass')
    with op.batch_alter_table('referral_contact', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referral_contact_code'))

    op.drop_table('referral_contact')
    with op.batch_alter_table('programme_stay', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programme_stay_child_id'))

    op.drop_table('programme_stay')
    with op.batch_alter_table('place_offer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_place_offer_referral_id'))

    op.drop_table('place_offer')
    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_goal_child_id'))

    op.drop_table('goal')
    op.drop_table('export_row')
    with op.batch_alter_table('case_question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_question_referral_id'))

    op.drop_table('case_question')
    op.drop_table('equality_choice')
    with op.batch_alter_table('one_use_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_one_use_link_subject'))
        batch_op.drop_index(batch_op.f('ix_one_use_link_ends_at'))

    op.drop_table('one_use_link')
    with op.batch_alter_table('link_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_link_request_asked_at'))

    op.drop_table('link_request')
    op.drop_table('family_status')
    with op.batch_alter_table('family_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_family_session_reference'))
        batch_op.drop_index(batch_op.f('ix_family_session_ends_at'))

    op.drop_table('family_session')
    with op.batch_alter_table('family_reply', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_family_reply_reference'))

    op.drop_table('family_reply')
    with op.batch_alter_table('export_batch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_export_batch_layout'))

    op.drop_table('export_batch')
    with op.batch_alter_table('equality_response', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_equality_response_answered_on'))

    op.drop_table('equality_response')
    op.drop_table('child')
