"""What the Python caller sends into the sandbox to live with objects. Nothing here may import Assay."""

from .objects import main as main
