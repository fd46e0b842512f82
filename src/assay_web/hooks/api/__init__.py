"""The HTTP API of webhooks."""
