"""What shows a defect: given, adapted from visible tests, or generated."""
