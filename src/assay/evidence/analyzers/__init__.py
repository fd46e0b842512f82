"""Built-in analyzers, one per module, found by name."""
