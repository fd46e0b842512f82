"""The HTTP API of assessments."""
