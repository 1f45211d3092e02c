"""Candidates ⇄ people: the review workbook out and in, and decisions over scores."""

from reconcile.review.book import review_book
from reconcile.review.cells import Draft
from reconcile.review.gather import Gathered, gather
from reconcile.review.reading import Review, read_review
from reconcile.review.settle import Settled, settle

__all__ = [
    "Draft",
    "Gathered",
    "Review",
    "Settled",
    "gather",
    "read_review",
    "review_book",
    "settle",
]
