"""The nouns: tasks, findings, rubrics, runs and reviews. Frozen values, no behaviour that reaches outside."""
