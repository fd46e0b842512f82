package ledger

import (
	"reflect"
	"testing"
	"time"
)

func TestTheLastOneMayGo(t *testing.T) {
	ledger := New(5)
	_ = ledger.Move("nut", 2)
	if err := ledger.Move("nut", -2); err != nil {
		t.Error(err)
	}
	if ledger.Move("nut", -1) == nil {
		t.Error("it went below zero")
	}
}

func TestNothingIsNotMoved(t *testing.T) {
	ledger := New(5)
	if ledger.Move("", 1) == nil || ledger.Move("nut", 0) == nil {
		t.Error("nothing was moved")
	}
}

func TestTheLastMovesAreKept(t *testing.T) {
	ledger := New(2)
	for _, article := range []string{"a", "b", "c"} {
		_ = ledger.Move(article, 1)
	}
	if got := ledger.History(); !reflect.DeepEqual(got, []string{"b", "c"}) {
		t.Error(got)
	}
}

func TestHistoryIsACopy(t *testing.T) {
	ledger := New(2)
	_ = ledger.Move("a", 1)
	ledger.History()[0] = "x"
	if got := ledger.History(); got[0] != "a" {
		t.Error(got)
	}
}

func TestLoadTellsWhatIsWrong(t *testing.T) {
	ledger := New(2)
	if moved, err := ledger.Load("# 1\nnut 1\nbolt many\n"); err == nil || moved != 1 {
		t.Error(moved, err)
	}
}

func TestNobodyWaitsForEver(t *testing.T) {
	ledger := New(2)
	done := make(chan bool)
	go func() {
		_ = ledger.Move("a", 1)
		_ = ledger.Move("a", 1)
		ledger.History()
		ledger.Stock("a")
		ledger.Stock("a")
		done <- true
	}()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Fatal("a lock is not given back")
	}
}
