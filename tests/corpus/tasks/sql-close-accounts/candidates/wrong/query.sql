UPDATE account SET closed = 1
WHERE id IN (SELECT account_id FROM entry GROUP BY account_id HAVING SUM(amount) = 0);
