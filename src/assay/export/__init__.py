"""What leaves Assay: formats that training and analysis tools read as they are."""
