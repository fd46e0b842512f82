SELECT i.number + 1 AS first, (SELECT MIN(number) - 1 FROM invoice WHERE number > i.number) AS last
FROM invoice i
WHERE NOT EXISTS (SELECT 1 FROM invoice n WHERE n.number = i.number + 1)
ORDER BY first;
