int f(int n) { while (n == 3) { n = 3; asm volatile(""); } return n; }
