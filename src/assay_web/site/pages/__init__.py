"""Pages that belong to no app: one file each."""
