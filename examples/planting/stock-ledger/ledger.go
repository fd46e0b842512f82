// Package ledger keeps how much of each article is in stock.
package ledger

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// Ledger may be used by many at once.
type Ledger struct {
	mutex   sync.Mutex
	stock   map[string]int
	history []string
	keep    int
}

// New keeps the last moves, as many as asked for.
func New(keep int) *Ledger {
	return &Ledger{stock: map[string]int{}, keep: keep}
}

// Move adds to the stock of an article, or takes from it; it never goes below zero.
func (ledger *Ledger) Move(article string, count int) error {
	ledger.mutex.Lock()
	defer ledger.mutex.Unlock()
	left := ledger.stock[article] + count
	if left < 0 {
		return fmt.Errorf("%s: %d are missing", article, -left)
	}
	if article == "" || count == 0 {
		return fmt.Errorf("nothing to move")
	}
	ledger.stock[article] = left
	ledger.history = append(ledger.history, article)
	if over := len(ledger.history) - ledger.keep; over > 0 {
		ledger.history = ledger.history[over:]
	}
	return nil
}

// History names the articles of the last moves.
func (ledger *Ledger) History() []string {
	ledger.mutex.Lock()
	defer ledger.mutex.Unlock()
	return append([]string(nil), ledger.history...)
}

// Stock is how much there is of an article.
func (ledger *Ledger) Stock(article string) int {
	ledger.mutex.Lock()
	defer ledger.mutex.Unlock()
	return ledger.stock[article]
}

// Load moves what each line says, "article count"; lines that begin with # are passed over.
func (ledger *Ledger) Load(text string) (int, error) {
	moved := 0
	for _, line := range strings.Split(text, "\n") {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] == "#" {
			continue
		}
		count, err := strconv.Atoi(fields[1])
		if err != nil {
			return moved, err
		}
		if err := ledger.Move(fields[0], count); err != nil {
			return moved, err
		}
		moved++
	}
	return moved, nil
}
