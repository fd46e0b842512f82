"""Built-in callers, one file each."""
