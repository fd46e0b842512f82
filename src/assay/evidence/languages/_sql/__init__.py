"""What the SQL runner sends into the sandbox. Nothing here may import Assay."""
