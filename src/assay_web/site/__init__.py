"""Puts the apps together: addresses, security headers, health, the API."""
