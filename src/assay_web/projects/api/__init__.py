"""The HTTP API of projects: one file for each group of operations."""
