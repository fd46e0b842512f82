"""Built-in export formats, one per module, found by name."""
