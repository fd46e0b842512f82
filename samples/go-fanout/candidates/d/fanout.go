// Package fanout maps a function over a slice with bounded parallelism.
package fanout

import (
	"context"
	"fmt"
	"sync"
)

// Map calls work for every item, at most workers at a time, and returns the
// results in the order of the items.
//
// The first error cancels the context of the other calls and is returned once
// all of them have ended. If ctx ends first, ctx.Err() is returned.
func Map[T, R any](ctx context.Context, items []T, workers int, work func(context.Context, T) (R, error)) ([]R, error) {
	if workers < 1 {
		return nil, fmt.Errorf("fanout: %d workers; need at least 1", workers)
	}

	callCtx, cancel := context.WithCancel(ctx)
	defer cancel()

	var (
		mu       sync.Mutex
		next     int
		firstErr error
		results  = make([]R, len(items))
		wg       sync.WaitGroup
	)

	// take hands out the next index until the work is finished, failed or cancelled.
	take := func() (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		if firstErr != nil || callCtx.Err() != nil || next == len(items) {
			return 0, false
		}
		next++
		return next - 1, true
	}

	fail := func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if firstErr != nil {
			return
		}
		firstErr = err
		if ended := ctx.Err(); ended != nil {
			firstErr = ended
		}
		cancel()
	}

	for range min(workers, len(items)) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				i, ok := take()
				if !ok {
					return
				}
				result, err := work(callCtx, items[i])
				if err != nil {
					fail(err)
					return
				}
				results[i] = result
			}
		}()
	}
	wg.Wait()

	if firstErr != nil {
		return nil, firstErr
	}
	if next < len(items) {
		return nil, ctx.Err()
	}
	return results, nil
}
