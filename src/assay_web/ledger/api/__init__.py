"""The HTTP API of money."""
