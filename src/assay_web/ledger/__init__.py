"""Money: what reviewers have been promised, have earned and were paid, entered twice and never changed."""
