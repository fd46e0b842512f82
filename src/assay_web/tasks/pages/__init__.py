"""Pages about tasks: one file each."""
