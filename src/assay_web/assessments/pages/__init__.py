"""Pages of candidates, leads and judges: one file each."""
