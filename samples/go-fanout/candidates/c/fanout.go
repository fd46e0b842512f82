// Package fanout distributes work over a fixed number of goroutines.
package fanout

import (
	"context"
	"fmt"
)

type job[T any] struct {
	index int
	item  T
}

type outcome[R any] struct {
	index  int
	result R
	err    error
}

// Map calls work for every item, at most workers at a time, and returns the
// results in the order of the items. The first error cancels the remaining work.
func Map[T, R any](ctx context.Context, items []T, workers int, work func(context.Context, T) (R, error)) ([]R, error) {
	if workers < 1 {
		return nil, fmt.Errorf("fanout: invalid number of workers: %d", workers)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	jobs := make(chan job[T])
	outcomes := make(chan outcome[R])

	for w := 0; w < min(workers, len(items)); w++ {
		go func() {
			for j := range jobs {
				if ctx.Err() != nil {
					return
				}
				result, err := work(ctx, j.item)
				outcomes <- outcome[R]{index: j.index, result: result, err: err}
				if err != nil {
					return
				}
			}
		}()
	}

	go func() {
		defer close(jobs)
		for i, item := range items {
			select {
			case jobs <- job[T]{index: i, item: item}:
			case <-ctx.Done():
				return
			}
		}
	}()

	results := make([]R, len(items))
	for range items {
		select {
		case o := <-outcomes:
			if o.err != nil {
				return nil, o.err
			}
			results[o.index] = o.result
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return results, nil
}
