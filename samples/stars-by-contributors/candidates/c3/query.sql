SELECT 
    repo_name, 
    COUNT(DISTINCT actor_login) as users_count 
FROM 
    github_events 
WHERE 
    event_type = 'WatchEvent'
    AND action = 'created'
    AND actor_login IN (
        SELECT DISTINCT 
            actor_login 
        FROM 
            github_events 
        WHERE 
            event_type = 'PullRequestEvent'
            AND action = 'opened'
    )
GROUP BY 
    repo_name 
ORDER BY 
    users_count DESC 
LIMIT 10
