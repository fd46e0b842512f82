"""The parsing part of the analyzer ``sqlrules``; runs in a process of its own."""
