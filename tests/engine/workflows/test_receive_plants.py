"""Files of planted defects: each line is a plant, or is named."""

from __future__ import annotations

import gzip

import pytest
from tests.support.assessing import plant

from assay.errors import InputError
from assay.workflows.receive_plants import MOST_BYTES, SHOWN, receive_plants


def lines(*numbers: int) -> bytes:
    return b"\n".join(plant(number).model_dump_json(by_alias=True).encode() for number in numbers)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_every_plant_comes_whatever_separates_lines_inside_its_texts(pack: type[bytes]) -> None:
    odd = plant(2).model_copy(update={"explanation": "one\u2028two\x0bthree"})
    content = lines(1) + b"\n\n" + odd.model_dump_json(by_alias=True).encode() + b"\r\n"
    assert receive_plants(pack(content)) == [plant(1), odd]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "there is no plant in it"),
        (b" \n\n", "there is no plant in it"),
        (b"{}\n" + lines(1) + b"\n\xff", "line 1: id: Field required; line 3: Invalid JSON"),
        (b"{}\n" * (SHOWN + 2), "and 2 more lines"),
        (lines(1).replace(plant(1).id.encode(), b"x" * 65), "line 1: id: has 65 characters"),
        (bytes(MOST_BYTES + 1), "more than 16 MiB"),
        (gzip.compress(bytes(MOST_BYTES + 1)), "more than 16 MiB"),
        (gzip.compress(lines(1))[:-20], "damaged"),
    ],
    ids=["empty", "blank", "wrong lines", "many wrong lines", "long id", "large", "swelling", "cut off"],
)
def test_what_is_none_is_named_and_nothing_comes(content: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        receive_plants(content)
