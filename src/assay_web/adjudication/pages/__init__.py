"""Pages of adjudicators, and of reviewers who read what was decided: one file each."""
