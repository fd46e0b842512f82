"""What machines observe of a candidate. It is data about the candidate, never a judgement of it."""
