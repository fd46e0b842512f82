"""One module per command, found by its name: its attribute `command`; its docstring opens with the summary."""
