UPDATE account SET closed = 1
WHERE COALESCE((SELECT SUM(amount) FROM entry WHERE account_id = account.id), 0) = 0;
