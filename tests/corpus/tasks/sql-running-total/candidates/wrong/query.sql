SELECT day, SUM(amount) OVER (ORDER BY day) AS total FROM sale ORDER BY day;
