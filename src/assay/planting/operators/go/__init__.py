"""Operators on Go; they read it with ast-grep."""
