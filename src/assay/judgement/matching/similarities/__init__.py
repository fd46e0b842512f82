"""Built-in similarities: one file each."""
