package fanout

import (
	"context"
	"errors"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const patience = 20 * time.Second

func TestResultsKeepTheOrderOfTheItems(t *testing.T) {
	// Each call waits for the call of the next item, so they end in reverse order.
	const n = 4
	ended := make([]chan struct{}, n+1)
	for i := range ended {
		ended[i] = make(chan struct{})
	}
	close(ended[n])
	got, err := Map(context.Background(), []int{0, 1, 2, 3}, n, func(_ context.Context, i int) (int, error) {
		<-ended[i+1]
		time.AfterFunc(20*time.Millisecond, func() { close(ended[i]) })
		return 10 * i, nil
	})
	if want := []int{0, 10, 20, 30}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestTheFirstErrorIsReturned(t *testing.T) {
	first, second := errors.New("first"), errors.New("second")
	_, err := Map(context.Background(), []int{0, 1}, 2, func(ctx context.Context, i int) (int, error) {
		if i == 1 {
			return 0, first
		}
		<-ctx.Done()
		return 0, second
	})
	if !errors.Is(err, first) {
		t.Errorf("got %v, want %v", err, first)
	}
}

func TestAnErrorStopsFurtherCalls(t *testing.T) {
	var calls atomic.Int64
	_, err := Map(context.Background(), make([]int, 100), 1, func(context.Context, int) (int, error) {
		calls.Add(1)
		return 0, errors.New("broken")
	})
	if err == nil || calls.Load() != 1 {
		t.Errorf("%d calls, error %v; want 1 call and its error", calls.Load(), err)
	}
}

func TestCancellationStopsFurtherCalls(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var calls atomic.Int64
	got, err := Map(ctx, make([]int, 100), 1, func(context.Context, int) (int, error) {
		calls.Add(1)
		cancel()
		return 0, nil
	})
	if !errors.Is(err, context.Canceled) || got != nil || calls.Load() != 1 {
		t.Errorf("%d calls, got %v, %v; want 1 call, nil and %v", calls.Load(), got, err, context.Canceled)
	}
}

func TestAnEndedContextStartsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var calls atomic.Int64
	_, err := Map(ctx, make([]int, 10), 2, func(context.Context, int) (int, error) {
		calls.Add(1)
		return 0, nil
	})
	if !errors.Is(err, context.Canceled) || calls.Load() != 0 {
		t.Errorf("%d calls, error %v; want none and %v", calls.Load(), err, context.Canceled)
	}
}

func TestWorkThatIsDoneCountsAlthoughTheContextEndedMeanwhile(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	got, err := Map(ctx, []int{7}, 1, func(_ context.Context, n int) (int, error) {
		cancel()
		return n, nil
	})
	if err != nil || !reflect.DeepEqual(got, []int{7}) {
		t.Errorf("got %v, %v; want [7] and no error", got, err)
	}
}

func TestEveryCallHasReturnedWhenMapReturns(t *testing.T) {
	var running atomic.Int64
	bothStarted := make(chan struct{})
	_, err := Map(context.Background(), []int{0, 1}, 2, func(ctx context.Context, i int) (int, error) {
		running.Add(1)
		defer running.Add(-1)
		if i == 0 {
			<-bothStarted
			return 0, errors.New("broken")
		}
		close(bothStarted)
		<-ctx.Done()
		time.Sleep(50 * time.Millisecond)
		return 0, ctx.Err()
	})
	if left := running.Load(); err == nil || left != 0 {
		t.Errorf("%d calls still running, error %v", left, err)
	}
}

func TestNoGoroutineIsLeftAfterAnError(t *testing.T) {
	_, _ = Map(context.Background(), make([]int, 50), 8, func(context.Context, int) (int, error) {
		return 0, errors.New("broken")
	})
	// A goroutine that has done its work may need a moment to end; one that is stuck stays.
	for deadline := time.Now().Add(patience / 10); ; time.Sleep(time.Millisecond) {
		left := strings.Count(stacks(), "/fanout.go:")
		if left == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("goroutines left:\n%s", stacks())
		}
	}
}

func stacks() string {
	buffer := make([]byte, 1<<20)
	return string(buffer[:runtime.Stack(buffer, true)])
}
