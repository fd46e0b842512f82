SELECT 
    repo_name,
    COUNT(*) AS stars_count
FROM github_events
WHERE 
    event_type = 'WatchEvent'
    AND actor_login IN (
        SELECT DISTINCT actor_login 
        FROM github_events 
        WHERE event_type = 'PullRequestEvent' 
        AND action = 'opened'
    )
GROUP BY repo_name
ORDER BY stars_count DESC
LIMIT 10
