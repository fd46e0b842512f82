"""Expert review of AI-generated code: evidence in, judgement out."""
