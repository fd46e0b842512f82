fn f(n: i32) -> i32 {
    while n == 3 {}
    n
}
