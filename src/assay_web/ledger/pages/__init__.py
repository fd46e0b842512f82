"""Pages about money: one file each."""
