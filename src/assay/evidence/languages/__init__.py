"""Built-in languages, one file each."""
