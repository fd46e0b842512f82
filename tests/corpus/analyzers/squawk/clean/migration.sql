ALTER TABLE orders ADD COLUMN region text;
CREATE INDEX CONCURRENTLY orders_region ON orders (region);
ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer) REFERENCES customers (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT fk;
CREATE TABLE visits (id bigint PRIMARY KEY, at timestamptz);
