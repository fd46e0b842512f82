SELECT day, SUM(SUM(amount)) OVER (ORDER BY day) AS total FROM sale GROUP BY day ORDER BY day;
