"""Operators on C; they read it with ast-grep."""
