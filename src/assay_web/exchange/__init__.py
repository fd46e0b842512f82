"""Data in and out: what leaves a project as files, and what comes in."""
