package fanout

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync/atomic"
	"testing"
)

func double(_ context.Context, n int) (int, error) { return 2 * n, nil }

func TestReturnsAResultForEveryItem(t *testing.T) {
	got, err := Map(context.Background(), []int{1, 2, 3, 4, 5}, 1, double)
	if err != nil {
		t.Fatal(err)
	}
	if want := []int{2, 4, 6, 8, 10}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCallsEveryItemOnce(t *testing.T) {
	var sum atomic.Int64
	items := make([]int, 100)
	for i := range items {
		items[i] = i + 1
	}
	got, err := Map(context.Background(), items, 4, func(_ context.Context, n int) (string, error) {
		sum.Add(int64(n))
		return fmt.Sprint(n), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 100 || sum.Load() != 5050 {
		t.Errorf("%d results and a sum of %d; want 100 and 5050", len(got), sum.Load())
	}
}

func TestNoItems(t *testing.T) {
	got, err := Map(context.Background(), nil, 3, double)
	if err != nil || got == nil || len(got) != 0 {
		t.Errorf("got %v, %v; want an empty slice and no error", got, err)
	}
}

func TestReturnsTheError(t *testing.T) {
	broken := errors.New("broken")
	got, err := Map(context.Background(), []int{1}, 2, func(context.Context, int) (int, error) { return 0, broken })
	if !errors.Is(err, broken) || got != nil {
		t.Errorf("got %v, %v; want nil and %v", got, err, broken)
	}
}

func TestRefusesNoWorkers(t *testing.T) {
	for _, workers := range []int{0, -1} {
		if _, err := Map(context.Background(), []int{1}, workers, double); err == nil {
			t.Errorf("%d workers: no error", workers)
		}
	}
}

func TestUsesNoMoreThanTheWorkersAllowed(t *testing.T) {
	var running, most atomic.Int64
	_, err := Map(context.Background(), make([]int, 50), 3, func(context.Context, int) (int, error) {
		now := running.Add(1)
		defer running.Add(-1)
		for {
			seen := most.Load()
			if now <= seen || most.CompareAndSwap(seen, now) {
				return 0, nil
			}
		}
	})
	if err != nil || most.Load() > 3 {
		t.Errorf("%d calls at once, error %v; want at most 3 and none", most.Load(), err)
	}
}
