"""The HTTP API of data on its way in and out."""
