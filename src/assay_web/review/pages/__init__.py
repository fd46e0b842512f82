"""Pages of reviewers at work and of leads who read what they said: one file each."""
