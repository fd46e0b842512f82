package ledger

import "testing"

func TestMoves(t *testing.T) {
	ledger := New(5)
	if err := ledger.Move("nut", 5); err != nil {
		t.Fatal(err)
	}
	if err := ledger.Move("nut", -2); err != nil {
		t.Fatal(err)
	}
	if got := ledger.Stock("nut"); got != 3 {
		t.Errorf("stock is %d", got)
	}
}

func TestHistory(t *testing.T) {
	ledger := New(5)
	_ = ledger.Move("nut", 1)
	if got := ledger.History(); len(got) != 1 || got[0] != "nut" {
		t.Error(got)
	}
}

func TestLoad(t *testing.T) {
	ledger := New(5)
	if moved, err := ledger.Load("nut 3\nbolt 4\n"); err != nil || moved != 2 {
		t.Error(moved, err)
	}
}
