"""Pages of leads and clients: what the reviews of a project come to, and the rows behind every figure."""
