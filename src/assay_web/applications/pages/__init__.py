"""Pages of applicants and of the leads who decide: one file each."""
