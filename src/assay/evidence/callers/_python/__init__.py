"""What the Python caller sends into the sandbox. Nothing here may import Assay."""
