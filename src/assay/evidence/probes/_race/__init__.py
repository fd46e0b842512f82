"""Runs inside the sandbox: explores the schedules of a class's operations. Standard library only."""
