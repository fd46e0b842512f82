"""Pages about the machinery."""
