"""Take planted defects in: JSON Lines as ``assay plant --format json`` writes them, plain or packed by gzip."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import Final

from pydantic import ValidationError

from assay.domain.plant import Plant
from assay.errors import InputError

MOST_BYTES: Final = 16 * 1024 * 1024
"""Of the file, unpacked."""

SHOWN: Final = 20
"""Wrong lines that are told."""

LONGEST_ID: Final = 64


def receive_plants(content: bytes) -> list[Plant]:
    """Every plant of a file, or none.

    Raises:
        InputError: lines are wrong, and the message tells the first of them; or there is no plant, or too much.
    """
    plants, wrong = [], []
    for number, line in enumerate(_plain(content).splitlines(), start=1):
        if line.strip():
            try:
                plants.append(_plant(line))
            except ValueError as error:
                wrong.append(f"line {number}: {error}")
    if wrong:
        more = f"; and {len(wrong) - SHOWN} more lines" if len(wrong) > SHOWN else ""
        raise InputError("; ".join(wrong[:SHOWN]) + more)
    if not plants:
        raise InputError("there is no plant in it", remedy="send what 'assay plant --format json' writes")
    return plants


def _plant(line: bytes) -> Plant:
    try:
        plant = Plant.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = ".".join(str(part) for part in first["loc"])
        msg = f"{at}: {first['msg']}" if at else first["msg"]
        raise ValueError(msg) from None
    if len(plant.id) > LONGEST_ID:
        msg = f"id: has {len(plant.id)} characters; the limit is {LONGEST_ID}"
        raise ValueError(msg)
    return plant


def _plain(content: bytes) -> bytes:
    try:
        if content.startswith(b"\x1f\x8b"):
            content = gzip.GzipFile(fileobj=io.BytesIO(content)).read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError("the file is packed by gzip, and damaged", remedy="fetch or pack it again") from error
    if len(content) > MOST_BYTES:
        raise InputError(f"the file holds more than {MOST_BYTES >> 20} MiB", remedy="cut it into several")
    return content
