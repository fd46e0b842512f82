"""The workbench's HTTP API."""
