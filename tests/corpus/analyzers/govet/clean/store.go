package store

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

type Store struct {
	mu    sync.Mutex
	items map[string]int
}

func Count(store *Store) int {
	store.mu.Lock()
	defer store.mu.Unlock()
	return len(store.items)
}

func Fetch(url string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("fetch %s: %w", url, err)
	}
	return response.Body.Close()
}

func Name(id int) string {
	return strconv.Itoa(id)
}
