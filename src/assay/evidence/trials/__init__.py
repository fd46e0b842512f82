"""How an input or a snippet is tried on a candidate, by language."""
