"""The platform on one machine: data folder, embedded PostgreSQL, child processes, demo."""
