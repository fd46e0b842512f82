// Package fanout runs work on many items in parallel.
package fanout

import (
	"context"
	"fmt"
	"sync"
)

// Map applies work to every item with at most workers concurrent calls.
// The results are returned in the order of the items.
func Map[T, R any](
	ctx context.Context,
	items []T,
	workers int,
	work func(context.Context, T) (R, error),
) ([]R, error) {
	if workers < 1 {
		return nil, fmt.Errorf("fanout: workers must be at least 1, got %d", workers)
	}

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	var (
		wg       sync.WaitGroup
		once     sync.Once
		firstErr error
		results  = make([]R, len(items))
		sem      = make(chan struct{}, workers)
	)

	for i, item := range items {
		wg.Add(1)
		sem <- struct{}{}
		go func() {
			defer wg.Done()
			defer func() { <-sem }()

			result, err := work(ctx, item)
			if err != nil {
				once.Do(func() {
					firstErr = err
					cancel()
				})
				return
			}
			results[i] = result
		}()
	}
	wg.Wait()

	if firstErr != nil {
		return nil, firstErr
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return results, nil
}
