"""The HTTP API of operations."""
