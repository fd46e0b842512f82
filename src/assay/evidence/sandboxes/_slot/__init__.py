"""The small program that isolates one run: standard library only, started in a process of its own.

``supervisor`` (outside, trusted) makes ``boot`` (process 1 of the new namespaces), which builds the root and makes
the candidate's process, which ``confine`` locks down before it becomes the candidate's program. Nothing here imports
the rest of the engine, so that it starts fast and the candidate's ancestors hold nothing worth stealing.
"""
