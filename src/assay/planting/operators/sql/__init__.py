"""Operators on SQL; they read it as text, statement by statement."""
