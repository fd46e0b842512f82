"""Tests as values (evidence class E2): inputs go into the sandbox, values come out, a judge outside compares.

The process that runs the candidate never holds what is expected of it, nor the test that asks.
"""
