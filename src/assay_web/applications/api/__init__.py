"""The HTTP API of applications."""
