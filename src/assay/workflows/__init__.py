"""The verbs that the faces call."""
