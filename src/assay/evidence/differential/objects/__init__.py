"""Two classes that should do the same: a few calls after which their objects do not, as few as there can be."""
