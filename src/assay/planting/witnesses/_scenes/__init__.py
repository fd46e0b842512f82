"""Scenes: visible tests played with other values and other steps, and what is seen of them."""
