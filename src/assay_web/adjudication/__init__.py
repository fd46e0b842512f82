"""Settling what reviewers see differently: conflicts, blind rulings, appeals, and defects that people confirmed."""
