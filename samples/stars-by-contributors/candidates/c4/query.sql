SELECT
    s.repo_name,
    count(DISTINCT s.actor_login) AS stars
FROM
    github_events AS s
INNER JOIN
    github_events AS p ON s.actor_login = p.actor_login
WHERE
    s.event_type = 'WatchEvent'
    AND p.event_type = 'PullRequestEvent'
    AND p.action = 'opened'
GROUP BY
    s.repo_name
ORDER BY
    stars DESC
LIMIT 10
