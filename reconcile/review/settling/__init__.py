"""Answers over scores: the outcome that people and rules settle together. Pure."""
