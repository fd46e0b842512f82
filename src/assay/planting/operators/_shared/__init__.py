"""Operators whose idea spans languages; each language that has one says so in a file of its own."""
