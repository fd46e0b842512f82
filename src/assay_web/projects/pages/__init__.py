"""Pages about projects alone: one file each."""
