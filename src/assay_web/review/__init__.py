"""Reviewing: claiming a task, drafting, locking the first pass, running code, submitting, deciding."""
