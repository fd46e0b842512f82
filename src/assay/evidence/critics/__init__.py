"""Built-in critics, one file each."""
