"""``python -m assay_cli`` is ``assay``, for places where scripts are not on the path."""

from __future__ import annotations

import sys

from assay_cli.main import main

sys.exit(main())
