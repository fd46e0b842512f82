SELECT number + 1 AS first, following - 1 AS last
FROM (SELECT number, LEAD(number) OVER (ORDER BY number) AS following FROM invoice) AS pairs
WHERE following > number + 1
ORDER BY first;
