"""The HTTP API of what comes in, and of critics."""
