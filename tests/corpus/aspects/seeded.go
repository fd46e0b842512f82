package shop

import (
	"database/sql"
	"fmt"
	"os"
)

func Report(name string) string {
	return fmt.Sprintf("%d", name)
}

func Find(db *sql.DB, name string) (*sql.Rows, error) {
	return db.Query(fmt.Sprintf("SELECT id FROM users WHERE name = '%s'", name))
}

func All(names []string) error {
	for _, name := range names {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
	}
	return nil
}

func Sign(a, b, c, d, e, f, g, h int) int {
	return a + b + c + d + e + f + g + h
}
