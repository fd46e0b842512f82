"""The importers that come with Assay, one file each."""
