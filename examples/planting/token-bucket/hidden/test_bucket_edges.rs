#[path = "bucket.rs"]
mod bucket;

use bucket::{schedule, tokens_after, wait_ms, Bucket};

#[test]
fn the_last_token_may_go() {
    let mut bucket = Bucket::new(3, 100, 0);
    assert!(bucket.take(3, 0));
    assert!(!bucket.take(1, 0));
}

#[test]
fn it_holds_no_more_than_its_capacity() {
    assert_eq!(tokens_after(1, 10, 5), 5);
    assert_eq!(tokens_after(1, u64::MAX, 5), 5);
    let mut bucket = Bucket::new(3, 100, 0);
    assert_eq!(bucket.tokens(10_000), 3);
}

#[test]
fn a_clock_that_goes_back_adds_nothing() {
    let mut bucket = Bucket::new(3, 100, 1000);
    assert!(bucket.take(2, 1000));
    assert_eq!(bucket.tokens(900), 1);
}

#[test]
fn nothing_to_wait_for() {
    assert_eq!(wait_ms(3, 3, 100), 0);
    assert_eq!(wait_ms(5, 3, 100), 0);
}

#[test]
fn as_many_times_as_calls() {
    assert_eq!(schedule(2, 50), [0, 50]);
    assert_eq!(schedule(0, 50), [0; 0]);
}
