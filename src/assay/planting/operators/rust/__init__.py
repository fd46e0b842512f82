"""Operators on Rust; they read it with ast-grep."""
