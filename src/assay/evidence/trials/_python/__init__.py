"""What the Python trial sends into the sandbox. Nothing here may import Assay."""
