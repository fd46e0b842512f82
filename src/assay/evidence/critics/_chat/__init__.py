"""How a model is asked through chat completions, and what is made of its answer."""
