"""The way in: what people tell of themselves, which projects fit, and what becomes of an application."""
