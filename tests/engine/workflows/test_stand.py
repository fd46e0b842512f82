from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from assay.errors import InputError
from assay.judgement.ranking import Comparisons, Rankings
from assay.workflows import judgement_table
from assay.workflows.judgement_table import open_judgements
from assay.workflows.stand import Model, Question, Settings, read_judgements, stand

ROWS = [
    {"task": "t1", "left": "a", "right": "b", "winner": "left", "reviewer": "7", "weight": 1.0},
    {"task": "t1", "left": "b", "right": "a", "winner": "left", "reviewer": "7", "weight": 2.0},
    {"task": "t2", "left": "b", "right": "c", "winner": "tie", "reviewer": "8", "weight": 0.5},
    {"task": "t2", "left": "c", "right": "a", "winner": "right", "reviewer": "8", "weight": 1.0},
]


def written(path: Path, rows: list[dict[str, object]]) -> Path:
    """The rows in the kind of file that the ending tells."""
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path
    table = pa.Table.from_pylist(rows)
    (pa.csv.write_csv if path.suffix == ".csv" else pa.parquet.write_table)(table, path)
    return path


def text(path: Path, content: str) -> Path:
    path.write_text(content)
    return path


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_every_kind_of_file_gives_the_same_comparisons(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judgement_table, "_BATCH_ROWS", 3)
    data = read_judgements(open_judgements(written(tmp_path / f"votes.{kind}", ROWS)))
    assert isinstance(data, Comparisons)
    assert data.models == ("a", "b", "c")
    assert [data.left.tolist(), data.right.tolist()] == [[0, 1, 1, 2], [1, 0, 2, 0]]
    assert data.winner.tolist() == [0, 0, 2, 1]
    assert data.weights.tolist() == [1.0, 2.0, 0.5, 1.0]
    assert {name: clusters.count for name, clusters in data.clusters.items()} == {"reviewer": 2, "task": 2}


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_rankings_are_read_and_ranked(tmp_path: Path, kind: str) -> None:
    orders = ["A>B=C", "C>A>B", "B>C", "A>B=C"]
    rows = [{"task": f"t{k % 2}", "reviewer": k, "order": order} for k, order in enumerate(orders)]
    path = written(tmp_path / f"orders.{kind}", rows)
    data = read_judgements(open_judgements(path))
    assert isinstance(data, Rankings)
    assert data.code.tolist() == [0, 1, 2, 0]
    standing = stand(path, Question(Settings(Model.PLACKETT_LUCE)))
    assert standing.cluster == ("reviewer", "task")
    assert {place.model for place in standing.places()} == {"A", "B", "C"}


def test_columns_that_are_coded_in_the_file_are_read(tmp_path: Path) -> None:
    table = pa.Table.from_pylist(ROWS)
    coded = table.set_column(1, "left", table.column("left").dictionary_encode())
    pa.parquet.write_table(coded, tmp_path / "votes.parquet")
    data = read_judgements(open_judgements(tmp_path / "votes.parquet"))
    assert isinstance(data, Comparisons)
    assert data.left.tolist() == [0, 1, 1, 2]


HEAD = "left,right,winner\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (HEAD + "a,b,left\na,b,won\n", r"v\.csv: row 2, column 'winner': 'won' is no winner; one of left, right, tie"),
        (HEAD + "a,b,left\n,b,tie\n", r"v\.csv: row 2, column 'left': is empty"),
        (HEAD + "a,b,left\na,  ,tie\n", r"v\.csv: row 2, column 'right': is empty"),
        (HEAD + "a,b,left\nb,b,tie\n", r"v\.csv: row 2: left and right are the same model \('b' against 'b'\)"),
        (HEAD, r"v\.csv: no comparisons; give at least one row"),
        ("", r"v\.csv: is empty; the first line names the columns"),
        (HEAD + "a,b\n", r"v\.csv: cannot be read: CSV parse error"),
        ("left,right\na,b\n", r"v\.csv: columns found: left, right; comparisons need left, right, winner"),
        ("left,right,winner,order\na,b,tie,a\n", r"v\.csv: has the columns of comparisons and of rankings"),
        ("left,left,right,winner\na,b,c,tie\n", r"v\.csv: two columns are called 'left'; rename one"),
        (
            "left,right,winner,weight\na,b,tie,1\na,b,tie,heavy\n",
            r"v\.csv: row 2, column 'weight': 'heavy' is no number",
        ),
        ("left,right,winner,weight\na,b,tie,1\na,b,tie,nan\n", r"v\.csv: row 2: weight is not a finite number"),
        ("left,right,winner,weight\na,b,tie,1\na,b,tie,-1\n", r"v\.csv: row 2: weight is negative"),
        ("left,right,winner,weight\na,b,tie,\n", r"v\.csv: row 1, column 'weight': is empty"),
        ("left,right,winner,task\na,b,tie,t\na,b,tie,\n", r"v\.csv: row 2, column 'task': is empty"),
        ("order\nA>B\nA>>B\n", r"v\.csv: row 2, column 'order': order 'A>>B' has an empty name"),
        ("order,weight\nA>B,1\nA>B,-2\n", r"v\.csv: row 2: weight -2.0 is not a finite number from 0"),
        ("order\nA\n", r"v\.csv: only one model, 'A'; a ranking needs at least two"),
    ],
)
def test_what_makes_no_sense_is_named_with_its_row_and_column(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        stand(text(tmp_path / "v.csv", content), Question(Settings()))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"left": "a", "right": "b", "winner": "tie"}\n{"left"\n', r"v\.jsonl: row 2: no JSON: .* at column"),
        ("[1]\n", r"v\.jsonl: row 1: no JSON object; one object per line"),
        (
            '{"left": "a", "right": ["b"], "winner": "tie"}\n',
            r"row 1, column 'right': \['b'\] is neither text nor number",
        ),
        (
            '{"left": "a", "right": "b", "winner": "tie"}\n{"left": "a", "right": "b"}\n',
            "row 2, column 'winner': is empty",
        ),
        ("", r"v\.jsonl: columns found: none"),
    ],
)
def test_json_lines_that_make_no_sense_are_named(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        stand(text(tmp_path / "v.jsonl", content), Question(Settings()))


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.csv: no such file"):
        open_judgements(tmp_path / "gone.csv")
    with pytest.raises(InputError, match=r"ending '\.xlsx' is unknown; known: \.csv, \.jsonl, \.parquet"):
        open_judgements(tmp_path / "votes.xlsx")
    with pytest.raises(InputError, match=r"v\.parquet: cannot be read"):
        open_judgements(text(tmp_path / "v.parquet", "no parquet"))
    (tmp_path / "v.csv").write_bytes(b"left,right,winner\n\xff,b,tie\n")
    with pytest.raises(InputError, match=r"v\.csv: .*(cannot be read|UTF)"):
        stand(tmp_path / "v.csv", Question(Settings()))


def test_a_column_of_fractions_is_no_name(tmp_path: Path) -> None:
    path = written(tmp_path / "v.parquet", [{"left": 1.5, "right": "b", "winner": "tie"}])
    with pytest.raises(InputError, match=r"column 'left' holds double; store it as text or whole numbers"):
        stand(path, Question(Settings()))


def test_only_named_columns_are_clustered_by(tmp_path: Path) -> None:
    path = written(tmp_path / "v.csv", ROWS)
    assert stand(path, Question(Settings(), ("task",))).clusters == {"task": 2}
    assert stand(path, Question(Settings(), ())).clusters == {}
    with pytest.raises(InputError, match="no column 'event' to cluster by; columns to cluster by: reviewer, task"):
        stand(path, Question(Settings(), ("event",)))
