"""Planted tasks in daily work: where they come from, what they tell of reviewers, and what follows."""
