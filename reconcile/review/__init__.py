"""Candidates ⇄ people: the review workbook out and in, and decisions over scores."""

from reconcile.review.answers.agree_workbooks import gather
from reconcile.review.answers.drafts import Draft, merged
from reconcile.review.answers.everywhere import still_free
from reconcile.review.answers.read_workbook import read_reviews, read_unkeyed
from reconcile.review.answers.review import Review
from reconcile.review.answers.unread import unread
from reconcile.review.answers.without_keys import KnownPlans
from reconcile.review.ask.joint_part import JointPart, joint_part
from reconcile.review.ask.joint_workbook import joint_book
from reconcile.review.ask.questions import row_key, split_key
from reconcile.review.ask.workbook import review_book
from reconcile.review.settling.settle import Settled, settle
from reconcile.review.settling.statements import contradiction
from reconcile.review.statuses.marks import with_marks
from reconcile.review.statuses.read_answers import (
    AnsweredRow,
    AnsweredStatuses,
    read_status_answers,
)

__all__ = [
    "AnsweredRow",
    "AnsweredStatuses",
    "Draft",
    "JointPart",
    "KnownPlans",
    "Review",
    "Settled",
    "contradiction",
    "gather",
    "joint_book",
    "joint_part",
    "merged",
    "read_reviews",
    "read_status_answers",
    "read_unkeyed",
    "review_book",
    "row_key",
    "settle",
    "split_key",
    "still_free",
    "unread",
    "with_marks",
]
