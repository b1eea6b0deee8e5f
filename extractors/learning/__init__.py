"""Learning: pages of one site -> the rules that read them. Unsupervised, deterministic, no network."""

from extractors.learning.lesson import LearnedRule, Lesson, NothingToLearnError, learn, study

__all__ = ["LearnedRule", "Lesson", "NothingToLearnError", "learn", "study"]
