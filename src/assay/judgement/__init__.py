"""What reviews add up to."""
