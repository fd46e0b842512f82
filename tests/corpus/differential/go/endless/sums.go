package x

func F(n int) int { for n == 3 { }; return n }
