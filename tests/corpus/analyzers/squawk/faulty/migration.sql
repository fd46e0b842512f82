ALTER TABLE orders ADD COLUMN region text NOT NULL;
CREATE INDEX orders_region ON orders (region);
ALTER TABLE orders DROP COLUMN legacy;
ALTER TABLE orders RENAME COLUMN total TO amount;
ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer) REFERENCES customers (id);
CREATE TABLE visits (id int PRIMARY KEY, at timestamp);
