"""Where another thread may come in between: offsets of instructions in a code object.

``gil``: where CPython hands over today: after a call, on the way back in a loop, at the start of a function (ceval.c,
``CHECK_EVAL_BREAKER``). ``spec``: before every instruction that reads or writes what threads may share; free-threaded
builds, and the language's own rules, allow a switch at each of them.
"""

from __future__ import annotations

import dis
from types import CodeType

_SHARED = frozenset(
    """
    LOAD_ATTR STORE_ATTR DELETE_ATTR LOAD_METHOD LOAD_GLOBAL STORE_GLOBAL BINARY_SUBSCR STORE_SUBSCR DELETE_SUBSCR
    BINARY_SLICE STORE_SLICE CONTAINS_OP FOR_ITER GET_ITER BINARY_OP CALL CALL_KW CALL_FUNCTION_EX LOAD_DEREF
    STORE_DEREF LIST_EXTEND DICT_UPDATE SET_UPDATE UNPACK_SEQUENCE COMPARE_OP
    """.split()  # noqa: SIM905 - a list of quoted words reads worse
)


def points_of(code: CodeType, *, spec: bool) -> frozenset[int]:
    """The offsets in ``code``, as a frame's ``f_lasti`` names them."""
    found = set()
    previous = ""
    for instruction in dis.get_instructions(code):
        name = instruction.opname
        if name in {"CACHE", "EXTENDED_ARG"}:
            continue
        if previous.startswith(("CALL", "RESUME")) or name == "FOR_ITER" or (spec and name in _SHARED):
            found.add(instruction.offset)
        previous = name
    return frozenset(found)
