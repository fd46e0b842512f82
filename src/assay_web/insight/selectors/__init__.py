"""Reads of figures and of the rows that they are made of. Whoever calls has found the person to read the project."""
