#[path = "bucket.rs"]
mod bucket;

use bucket::{schedule, tokens_after, wait_ms, Bucket};

#[test]
fn a_full_bucket_gives() {
    let mut bucket = Bucket::new(3, 100, 0);
    assert!(bucket.take(2, 0));
    assert!(!bucket.take(2, 0));
    assert_eq!(bucket.tokens(0), 1);
}

#[test]
fn it_fills_with_time() {
    let mut bucket = Bucket::new(3, 100, 0);
    assert!(bucket.take(3, 0));
    assert_eq!(bucket.tokens(250), 2);
}

#[test]
fn sums_and_waits() {
    assert_eq!(tokens_after(1, 1, 5), 2);
    assert_eq!(wait_ms(1, 3, 100), 200);
    assert_eq!(schedule(3, 50)[..2], [0, 50]);
}
