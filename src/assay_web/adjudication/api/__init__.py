"""The HTTP API of adjudicators, and of reviewers who read what was decided."""
