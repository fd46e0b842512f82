"""Operators, one file each, by language."""
