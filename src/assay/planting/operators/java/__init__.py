"""Operators on Java; they read it with ast-grep."""
