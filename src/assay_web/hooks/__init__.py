"""Webhooks: what happens in a project is told to addresses that its leads chose. It pulls; nobody pushes."""
