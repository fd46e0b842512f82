CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TABLE orders (
    id integer PRIMARY KEY,
    user_id integer REFERENCES users (id)
);
SELECT id FROM users WHERE name = NULL;
SELECT users.id, (SELECT count(*) FROM orders WHERE orders.user_id = users.id) FROM users;
SELECT * FROM orders;
CREATE FUNCTION find_user(name text) RETURNS SETOF users AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT * FROM users WHERE name = ' || name;
END;
$$ LANGUAGE plpgsql;
