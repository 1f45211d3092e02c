"""Candidates ⇄ people: the review workbook out and in, and decisions over scores."""

from reconcile.review.answers.agree_workbooks import NewAnswers, gather
from reconcile.review.answers.read_workbook import Review, read_review
from reconcile.review.answers.row_answers import Draft
from reconcile.review.ask.workbook import review_book
from reconcile.review.settling.settle import Settled, settle

__all__ = [
    "Draft",
    "NewAnswers",
    "Review",
    "Settled",
    "gather",
    "read_review",
    "review_book",
    "settle",
]
