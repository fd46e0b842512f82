"""Commands of this app for ``assay manage``."""
