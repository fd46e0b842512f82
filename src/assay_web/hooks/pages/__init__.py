"""Pages about webhooks: one file each."""
