"""Tasks: prompts, candidates, where they came from, and what machines observed of them."""
