// Package fanout calls a function for many items, a few at a time.
package fanout

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// Map calls work for every item, at most workers at a time, and returns the results in the order of the items.
//
// The first failure, or the end of ctx, stops it; it returns when all calls that were started have returned.
func Map[T, R any](ctx context.Context, items []T, workers int, work func(context.Context, T) (R, error)) ([]R, error) {
	if workers < 1 {
		return nil, errors.New("fanout: need at least one worker")
	}
	calls, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)

	var group sync.WaitGroup
	var finished atomic.Int64
	results := make([]R, len(items))
	indices := make(chan int)
	for range min(workers, len(items)) {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := range indices {
				result, err := work(calls, items[i])
				if err != nil {
					cancel(err) // only the first cause counts
					return
				}
				results[i] = result
				finished.Add(1)
			}
		}()
	}

	for i := range items {
		if calls.Err() != nil {
			break
		}
		select {
		case indices <- i:
			continue
		case <-calls.Done():
		}
		break
	}
	close(indices)
	group.Wait()

	if finished.Load() == int64(len(items)) {
		return results, nil
	}
	if err := ctx.Err(); err != nil && errors.Is(context.Cause(calls), context.Cause(ctx)) {
		return nil, err
	}
	return nil, context.Cause(calls)
}
