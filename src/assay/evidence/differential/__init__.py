"""Two functions that should do the same: an input on which they do not, as small as it can be."""
