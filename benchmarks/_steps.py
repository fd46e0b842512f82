"""What became of every job, noted by the database itself: each step, when, and from which machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import psycopg

_WATCH = """
CREATE TABLE bench_step (
    id bigserial PRIMARY KEY, job bigint, task text, became text, host inet, at timestamptz DEFAULT clock_timestamp()
);
CREATE FUNCTION bench_note_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE about procrastinate_jobs := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.status <> NEW.status THEN
        INSERT INTO bench_step (job, task, became, host) VALUES (
            about.id, about.task_name, CASE TG_OP WHEN 'DELETE' THEN 'gone' ELSE about.status::text END,
            inet_client_addr()
        );
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER bench_note_step AFTER INSERT OR UPDATE OR DELETE ON procrastinate_jobs
FOR EACH ROW EXECUTE FUNCTION bench_note_step();
"""

_IN_HAND = """
SELECT count(*) FROM (
    SELECT DISTINCT ON (job) became, host FROM bench_step WHERE task = %s ORDER BY job, id DESC
) AS last WHERE became = 'doing' AND host = %s
"""

_ENDS = """
SELECT count(*), count(*) FILTER (WHERE gone = 1 AND failed = 0), count(*) FILTER (WHERE gone > 1),
       count(*) FILTER (WHERE gone = 0), count(*) FILTER (WHERE failed > 0), count(*) FILTER (WHERE started > 1)
FROM (
    SELECT job, count(*) FILTER (WHERE became = 'gone') AS gone, count(*) FILTER (WHERE became = 'doing') AS started,
           count(*) FILTER (WHERE became IN ('failed', 'aborted', 'cancelled')) AS failed
    FROM bench_step WHERE task = %s GROUP BY job
) AS each
"""

_TAKEN_OVER = """
WITH held AS (
    SELECT DISTINCT ON (job) job, became, host FROM bench_step WHERE task = %(task)s AND at <= %(since)s
    ORDER BY job, id DESC
)
SELECT held.job,
       extract(epoch FROM (SELECT min(at) FROM bench_step s
                           WHERE s.job = held.job AND s.at > %(since)s AND s.became = 'todo') - %(since)s)::float,
       extract(epoch FROM (SELECT min(at) FROM bench_step s
                           WHERE s.job = held.job AND s.at > %(since)s AND s.became = 'doing') - %(since)s)::float
FROM held WHERE became = 'doing' AND host = %(host)s
"""


@dataclass(frozen=True)
class Ends:
    """Jobs, by how they ended. ``left`` have not ended."""

    jobs: int
    once: int
    twice: int
    left: int
    failed: int
    started_again: int


@dataclass(frozen=True)
class TakenOver:
    """What a machine had in hand when it went, and seconds until each was queued, and begun, again."""

    jobs: int
    queued_s: list[float]
    begun_s: list[float]


def watch(connection: psycopg.Connection) -> None:
    """Note every step from now on."""
    connection.execute(_WATCH)


def in_hand(connection: psycopg.Connection, task: str, host: str) -> int:
    """How many jobs this machine has begun and not ended."""
    return _number(connection, _IN_HAND, [task, host])


def ended(connection: psycopg.Connection, task: str) -> int:
    """How many have ended."""
    return _number(connection, "SELECT count(*) FROM bench_step WHERE task = %s AND became = 'gone'", [task])


def ends(connection: psycopg.Connection, task: str) -> Ends:
    """All of them."""
    row = connection.execute(_ENDS, [task]).fetchone()
    assert row is not None
    return Ends(*row)


def taken_over(connection: psycopg.Connection, task: str, host: str, since: datetime) -> TakenOver:
    """What became of the jobs that this machine had in hand at that moment."""
    rows = connection.execute(_TAKEN_OVER, {"task": task, "host": host, "since": since}).fetchall()
    return TakenOver(
        len(rows),
        sorted(one for _, one, _ in rows if one is not None),
        sorted(one for *_, one in rows if one is not None),
    )


def ended_by(connection: psycopg.Connection, task: str, host: str, since: datetime) -> int:
    """How many this machine ended after that moment."""
    statement = "SELECT count(*) FROM bench_step WHERE task = %s AND became = 'gone' AND host = %s AND at > %s"
    return _number(connection, statement, [task, host, since])


def _number(connection: psycopg.Connection, statement: str, values: list[object]) -> int:
    row = connection.execute(statement.encode(), values).fetchone()
    assert row is not None
    return int(row[0])
