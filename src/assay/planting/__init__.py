"""Defects with a witness: operators propose them, :mod:`assay.planting.prove` believes none that it cannot show."""
