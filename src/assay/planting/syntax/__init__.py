"""How operators read code and write edits."""
