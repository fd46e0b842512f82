"""Tests in one process, the candidate in another: what runs in the sandbox on either side of the link."""
