"""Operators on TypeScript; they read it with ast-grep."""
