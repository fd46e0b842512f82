UPDATE account SET closed = 1;
