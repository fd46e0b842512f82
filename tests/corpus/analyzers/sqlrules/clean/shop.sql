CREATE TABLE users (
    id integer PRIMARY KEY,
    password_hash text NOT NULL
);

CREATE TABLE orders (
    id integer PRIMARY KEY,
    user_id integer REFERENCES users (id),
    total numeric(12, 2)
);
CREATE INDEX orders_user ON orders (user_id);

CREATE TABLE memberships (
    user_id integer,
    team text,
    PRIMARY KEY (user_id, team),
    FOREIGN KEY (user_id) REFERENCES users (id)
);

SELECT id FROM users WHERE NOT EXISTS (SELECT 1 FROM orders WHERE orders.user_id = users.id);
SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM orders WHERE user_id IS NOT NULL);
SELECT id FROM users WHERE id NOT IN (1, 2);
SELECT users.id FROM users, orders WHERE orders.user_id = users.id;
SELECT users.id FROM users CROSS JOIN orders;
SELECT users.id, count(orders.id) FROM users LEFT JOIN orders ON orders.user_id = users.id GROUP BY users.id;
SELECT id FROM orders WHERE total IS NULL ORDER BY id LIMIT 20;
SELECT * FROM orders WHERE user_id = 3;
SELECT id FROM users WHERE password_hash LIKE 'abc%';
UPDATE orders SET total = NULL WHERE id = 1;
DELETE FROM users WHERE id = 1;
GRANT SELECT ON users TO reporting;
SELECT label FROM events ARRAY JOIN labels AS label WHERE label = 'a';

CREATE FUNCTION find_user(name text) RETURNS SETOF users AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT * FROM users WHERE name = $1' USING name;
    EXECUTE 'SELECT 1 FROM ' || quote_ident(name);
END;
$$ LANGUAGE plpgsql;
