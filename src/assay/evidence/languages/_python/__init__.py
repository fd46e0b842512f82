"""Parts of the Python language: the runners (programs inside the sandbox) and what their reports mean."""
