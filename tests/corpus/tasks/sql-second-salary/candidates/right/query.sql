SELECT MAX(salary) AS salary FROM staff WHERE salary < (SELECT MAX(salary) FROM staff);
