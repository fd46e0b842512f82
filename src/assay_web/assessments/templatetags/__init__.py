"""Figures of items on pages."""
