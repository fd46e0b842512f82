"""People: who signs in, and under which pseudonym their work is exported."""
