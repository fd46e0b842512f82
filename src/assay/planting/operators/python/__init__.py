"""Operators on Python; they read it with libcst."""
