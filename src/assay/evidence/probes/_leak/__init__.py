"""Runs inside the sandbox: calls a candidate's functions again and again, and looks at what they leave behind."""
