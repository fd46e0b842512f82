"""The HTTP API of planted tasks: one file for each group of operations."""
