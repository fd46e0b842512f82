"""Projects: what is asked of reviewers, under which guidelines, at what price."""
