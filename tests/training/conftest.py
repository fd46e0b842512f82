"""A tiny model with random weights and a tokenizer made from the data: nothing is fetched.

Collected only where the group ``training`` is installed: ``make test-training``.
"""

from __future__ import annotations

import os
from importlib.util import find_spec

os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}

collect_ignore_glob = [] if find_spec("trl") else ["test_*.py"]
