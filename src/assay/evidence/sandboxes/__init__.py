"""Built-in sandboxes, one file each."""
