"""Where comments stand, how they are counted, and which page one is about."""

from datetime import date

import pytest

from portal.voice.rules.comments import (
    MOVES,
    Comment,
    CommentKind,
    CommentState,
    Move,
    MoveError,
    Refusal,
    comment_key,
    moved,
    years_of,
)
from portal.voice.rules.feedback import Building, Feedback, FeedbackCount, Rating, feedback_key, sum_of
from portal.voice.rules.pages import path_of

KEY = "0123456789abcdef" * 2
COMMENT = Comment(CommentKind.CONTENT, "More swimming")


def test_the_law_knows_two_reasons_and_we_two_more() -> None:
    assert set(Refusal) == {"vexatious", "about_an_individual", "duplicate", "not_about_offer"}


def test_a_comment_goes_only_where_the_table_says() -> None:
    for state in CommentState:
        for move in Move:
            if (state, move) in MOVES:
                assert moved(state, move) is MOVES[state, move]
            else:
                with pytest.raises(MoveError):
                    moved(state, move)


def test_what_stands_on_the_page_is_never_refused_behind_its_readers_backs() -> None:
    for state in (CommentState.PUBLISHED, CommentState.ANSWERED):
        with pytest.raises(MoveError):
            moved(state, Move.REFUSE)
    with pytest.raises(MoveError):
        moved(CommentState.REFUSED, Move.PUBLISH)
    with pytest.raises(MoveError):
        moved(CommentState.ANSWERED, Move.PUBLISH)


def test_the_same_form_has_one_row_and_what_is_changed_another() -> None:
    assert comment_key(KEY, COMMENT) == comment_key(KEY, Comment(CommentKind.CONTENT, "More swimming"))
    others = {
        comment_key("f" * 32, COMMENT),
        comment_key(KEY, Comment(CommentKind.INVOLVEMENT, "More swimming")),
        comment_key(KEY, Comment(CommentKind.CONTENT, "More cooking")),
        comment_key(KEY, Comment(CommentKind.CONTENT, "More swimming", "/activities")),
    }
    assert len({*others, comment_key(KEY, COMMENT)}) == 5
    assert KEY[:8] not in comment_key(KEY, COMMENT)


def test_comments_are_counted_by_year_kind_and_reason() -> None:
    newest, *earlier = years_of(
        {
            (date(2026, 1, 1), CommentKind.CONTENT, True): 6,
            (date(2026, 12, 31), CommentKind.CONTENT, False): 1,
            (date(2025, 12, 31), CommentKind.PAGE, False): 2,
        },
        {(date(2026, 5, 1), Refusal.VEXATIOUS): 3, (date(2024, 5, 1), Refusal.DUPLICATE): 1},
    )
    assert (newest.year, newest.answered) == (2026, 6)
    assert newest.published == {**dict.fromkeys(CommentKind, 0), CommentKind.CONTENT: 7}
    assert newest.refused == {**dict.fromkeys(Refusal, 0), Refusal.VEXATIOUS: 3}
    assert [year.year for year in earlier] == [2025, 2024]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/activities/swim-club", "/activities/swim-club"),
        ("/activities?q=zofia&near=HR6+8", "/activities"),
        ("/help-now#zofia", "/help-now"),
        ("/", "/"),
        ("//evil.example.org/x", ""),
        ("https://evil.example.org/", ""),
        ("/a//b", ""),
        ("/../etc", ""),
        ("/Zofia", ""),
        ("/<script>", ""),
        ("/" + "a" * 200, ""),
        ("", ""),
    ],
)
def test_only_the_path_of_a_page_is_carried(text: str, path: str) -> None:
    assert path_of(text) == path


@pytest.mark.parametrize(
    ("said", "is_empty"),
    [
        (Feedback("swim-club", None, None), True),
        (Feedback(None, None, Building.DOES_NOT_APPLY), False),
        (Feedback(None, Rating.NOT_GOOD, None), False),
        (Feedback(None, None, None, "Fun"), False),
    ],
)
def test_one_thing_about_a_session_is_enough(said: Feedback, is_empty: bool) -> None:
    assert said.is_empty is is_empty


def test_feedback_of_one_form_has_one_row() -> None:
    said = Feedback("swim-club", Rating.GOOD, Building.NO)
    assert feedback_key(KEY, said) == feedback_key(KEY, Feedback("swim-club", Rating.GOOD, Building.NO))
    assert feedback_key(KEY, said) != feedback_key(KEY, Feedback("swim-club", Rating.GOOD, Building.YES))


def test_feedback_adds_up_over_activities() -> None:
    one = FeedbackCount("a", 3, {Rating.GOOD: 2}, {Building.NO: 1})
    other = FeedbackCount(None, 2, {Rating.GOOD: 1, Rating.NOT_GOOD: 1}, {Building.NO: 2})
    whole = sum_of((one, other))
    assert whole.total == 5
    assert whole.ratings == {Rating.GOOD: 3, Rating.ALL_RIGHT: 0, Rating.NOT_GOOD: 1}
    assert whole.buildings[Building.NO] == 3
