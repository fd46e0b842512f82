"""Languages whose tests are programs of their own: compiled in the sandbox, then run there, step by step."""
