"""Operators on JavaScript; they read it with ast-grep."""
