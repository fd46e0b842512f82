-- The columns that matter here; ClickHouse.
CREATE TABLE github_events
(
    event_type  LowCardinality(String),  -- WatchEvent, PullRequestEvent, PushEvent, ...
    actor_login LowCardinality(String),  -- who did it
    repo_name   LowCardinality(String),  -- owner/name
    action      LowCardinality(String),  -- opened, closed, started, ...; 'started' for every WatchEvent
    created_at  DateTime
)
ENGINE = MergeTree
ORDER BY (event_type, repo_name, created_at);
