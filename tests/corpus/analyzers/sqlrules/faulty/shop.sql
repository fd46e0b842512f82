CREATE TABLE users (
    id integer PRIMARY KEY,
    password text NOT NULL
);

CREATE TABLE orders (
    id integer PRIMARY KEY,
    user_id integer REFERENCES users (id),
    total double precision
);

SELECT id FROM users
WHERE id NOT IN (SELECT user_id FROM orders);

SELECT users.id FROM users, orders WHERE orders.total > 10;

SELECT id FROM users WHERE password = NULL;

SELECT
    users.id,
    (SELECT count(*) FROM orders WHERE orders.user_id = users.id)
FROM users
WHERE users.id < 100;

SELECT id FROM orders WHERE total > 5 LIMIT 20;

SELECT * FROM orders;

SELECT id FROM users WHERE password LIKE '%abc';

UPDATE orders SET total = 0;

DELETE FROM users;

GRANT ALL PRIVILEGES ON users TO PUBLIC;

CREATE FUNCTION find_user(name text) RETURNS SETOF users AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT * FROM users WHERE name = ' || name;
END;
$$ LANGUAGE plpgsql;
