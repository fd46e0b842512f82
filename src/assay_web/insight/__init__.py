"""What reviews add up to, for leads: consensus, agreement, quality, cost, leaderboard."""
