"""Pages of data in and out, one file each."""
