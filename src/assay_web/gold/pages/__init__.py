"""Pages of leads about planted tasks: one file each."""
