"""How fast is ranking, beside evalica, choix and crowd-kit in the same run? 50 models, 10^4 to 10^7 comparisons.

    python benchmarks/ranking_speed.py [--most N] [--rounds N]

Times are medians of several runs, interleaved, in milliseconds. "leaderboard" is fit and clustered intervals from
tables; the peers fit from rows, without intervals. Budgets: tabulating 10^6 rows 10 ms, leaderboard 2 ms. Last comes
``assay rank`` on a Parquet file of 10^7 rows with its peak memory; the budget is 2 GiB. It ends with 1 if the memory is
above that, or if a skill differs from evalica's by more than 1e-3.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import choix
import evalica
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from _report import figure
from numpy.typing import NDArray
from scipy.special import expit

from assay.judgement.ranking import Clusters, Comparisons, rank_tabulated, tabulate
from assay.judgement.ranking.bootstrap import bootstrap
from assay.judgement.ranking.bradley_terry import fit_bradley_terry

MODELS, REVIEWERS, TASKS = 50, 200, 1000
CHOIX_MOST, CROWDKIT_MOST, EVALICA_MOST = 10**6, 10**6, 10**6
"""Beyond, a peer needs minutes, or more memory than there is, to take the rows over."""

Floats = NDArray[np.float64]


def main() -> int:
    """Print the tables; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=10**7)
    parser.add_argument("--rounds", type=int, default=1000)
    options = parser.parse_args()
    print("           n  tabulate  fit  leaderboard: none  reviewer  two-way  bootstrap | evalica  choix  crowd-kit")
    n, right = 10**4, True
    while n <= options.most:
        right &= print_row(n, options.rounds)
        n *= 10
    return 0 if memory(options.most) and right else 1


def simulated(n: int) -> Comparisons:
    """Votes by 200 reviewers on 1000 tasks, a tenth of them ties."""
    generator = np.random.default_rng(7)
    skill = np.linspace(-1.5, 1.5, MODELS)
    left = generator.integers(0, MODELS, n).astype(np.int32)
    right = ((left + generator.integers(1, MODELS, n)) % MODELS).astype(np.int32)
    winner = (generator.random(n) > expit(skill[left] - skill[right])).astype(np.int8)
    winner[generator.random(n) < 0.1] = 2
    clusters = {
        "reviewer": Clusters(generator.integers(0, REVIEWERS, n).astype(np.int32), REVIEWERS),
        "task": Clusters(generator.integers(0, TASKS, n).astype(np.int32), TASKS),
    }
    return Comparisons(tuple(f"model-{at:02}" for at in range(MODELS)), left, right, winner, clusters=clusters)


def print_row(n: int, rounds: int) -> bool:
    """One size: our parts and whole, then the peers that can take it."""
    comparisons = simulated(n)
    tables = {named: tabulate(comparisons, named) for named in ((), ("reviewer",), ("reviewer", "task"))}
    ours: dict[str, Callable[[], object]] = {
        "tabulate": lambda: tabulate(comparisons),
        "fit": lambda: fit_bradley_terry(tables[()].pairs),
        "none": lambda: rank_tabulated(tables[()]),
        "reviewer": lambda: rank_tabulated(tables["reviewer",]),
        "two-way": lambda: rank_tabulated(tables["reviewer", "task"]),
    }
    peers, skills = _peers(comparisons)
    times = interleaved({**ours, **peers}, 9 if n <= 10**6 else 3)
    started = time.perf_counter()
    bootstrap(comparisons, ("reviewer",), rounds=rounds)
    times["bootstrap"] = 1000 * (time.perf_counter() - started)
    columns = [("tabulate", 9), ("fit", 5), ("none", 18), ("reviewer", 9), ("two-way", 8), ("bootstrap", 10)]
    line = "".join(f"{times[name]:{width}.2f}" for name, width in columns)
    for name, told in times.items():
        figure(f"{n}_{name}_ms", told)
    theirs = "".join(f"{times.get(name, float('nan')):9.1f}" for name in ("evalica", "choix", "crowd-kit"))
    print(f"{n:12,}{line} |{theirs}".replace("nan", "  -"))
    for name in peers:
        whole = times["tabulate"] + times["fit"]
        print(f"{'':14}{name}: {times[name] / whole:.1f} times our tabulating and fitting")
    if not skills:
        return True
    apart = float(np.abs(fit_bradley_terry(tables[()].pairs).point - skills[0]).max())
    print(f"{'':14}greatest difference to evalica's skills: {apart:.1e}")
    return apart < 1e-3


def _peers(comparisons: Comparisons) -> tuple[dict[str, Callable[[], object]], list[Floats]]:
    """What the peers do with the same rows, taken over beforehand; and evalica's skills."""
    n, found, skills = len(comparisons.left), dict[str, Callable[[], object]](), list[Floats]()
    if n <= EVALICA_MOST:
        ends = [evalica.Winner.X, evalica.Winner.Y, evalica.Winner.Draw]
        left = [comparisons.models[at] for at in comparisons.left]
        right = [comparisons.models[at] for at in comparisons.right]
        winners = [ends[code] for code in comparisons.winner]
        scores = evalica.bradley_terry(left, right, winners, tolerance=1e-12, limit=10_000).scores
        theta = np.log(np.array([scores[name] for name in comparisons.models]))
        skills.append(theta - theta.mean())
        found["evalica"] = lambda: evalica.bradley_terry(left, right, winners)
    if n <= CHOIX_MOST:
        swapped = comparisons.winner == 1
        pairs = (
            np.where(swapped, comparisons.right, comparisons.left),
            np.where(swapped, comparisons.left, comparisons.right),
        )
        rows = list(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True))
        found["choix"] = lambda: choix.ilsr_pairwise(MODELS, rows, alpha=1e-6)
    if n <= CROWDKIT_MOST and importlib.util.find_spec("crowdkit"):
        found["crowd-kit"] = _crowdkit(comparisons)
    return found, skills


def _crowdkit(comparisons: Comparisons) -> Callable[[], object]:
    import pandas as pd
    from crowdkit.aggregation import BradleyTerry

    names = np.array(comparisons.models)
    left, right = names[comparisons.left], names[comparisons.right]
    frame = pd.DataFrame({"left": left, "right": right, "label": np.where(comparisons.winner == 1, right, left)})
    return lambda: BradleyTerry(n_iter=100).fit_predict(frame)


def interleaved(calls: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Medians in milliseconds; what takes over two seconds runs once."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            if times[name] and times[name][0] > 2:
                continue
            started = time.perf_counter()
            call()
            times[name].append(time.perf_counter() - started)
    return {name: 1000 * statistics.median(found) for name, found in times.items()}


def memory(rows: int) -> bool:
    """``assay rank`` in a process of its own, on names, reviewers and tasks as texts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.parquet"
        _write(path, rows)
        started = time.perf_counter()
        command = [sys.executable, "-m", "assay_cli", "rank", str(path), "--format", "json"]
        output = subprocess.run(command, capture_output=True, check=True).stdout
        took = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
        document = json.loads(output)
    figure("command_s", took)
    figure("command_peak_gib", peak)
    print(f"assay rank, {document['n']:,} rows of Parquet, two-way: {took:.1f} s, peak {peak:.2f} GiB (budget 2)")
    return peak < 2


def _write(path: Path, rows: int) -> None:
    block = min(rows, 10**6)
    comparisons = simulated(block)
    names = np.array(comparisons.models)
    table = pa.table(
        {
            "left": names[comparisons.left],
            "right": names[comparisons.right],
            "winner": np.array(["left", "right", "tie"])[comparisons.winner],
            "reviewer": np.char.add("reviewer-", comparisons.clusters["reviewer"].codes.astype(str)),
            "task": np.char.add("task-", comparisons.clusters["task"].codes.astype(str)),
        }
    )
    with pq.ParquetWriter(path, table.schema) as writer:
        for _ in range(rows // block):
            writer.write_table(table)


if __name__ == "__main__":
    sys.exit(main())
