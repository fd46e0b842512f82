"""Template tags of the insight app."""
