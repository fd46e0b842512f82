// Package fanout provides a bounded parallel map.
package fanout

import (
	"context"
	"errors"
	"sync"
)

// ErrNoWorkers is returned when Map is asked to run without workers.
var ErrNoWorkers = errors.New("fanout: need at least one worker")

// Map calls work for each item using a pool of worker goroutines.
//
// Processing stops at the first error, which is returned.
func Map[T, R any](ctx context.Context, items []T, workers int, work func(context.Context, T) (R, error)) ([]R, error) {
	if workers < 1 {
		return nil, ErrNoWorkers
	}
	workers = min(workers, len(items))

	poolCtx, cancel := context.WithCancel(ctx)
	defer cancel()

	queue := make(chan T)
	done := make(chan R, len(items))
	var firstErr error

	var pool sync.WaitGroup
	for range workers {
		pool.Add(1)
		go func() {
			defer pool.Done()
			for item := range queue {
				if poolCtx.Err() != nil {
					return
				}
				result, err := work(poolCtx, item)
				if err != nil {
					if firstErr == nil {
						firstErr = err
					}
					cancel()
					return
				}
				done <- result
			}
		}()
	}

	func() {
		defer close(queue)
		for _, item := range items {
			select {
			case queue <- item:
			case <-poolCtx.Done():
				return
			}
		}
	}()
	pool.Wait()
	close(done)

	if firstErr != nil {
		return nil, firstErr
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	results := make([]R, 0, len(items))
	for result := range done {
		results = append(results, result)
	}
	return results, nil
}
