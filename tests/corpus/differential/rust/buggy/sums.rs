fn total(numbers: &[i32]) -> i32 { numbers.iter().fold(0i32, |sum, one| sum.wrapping_add(if *one > 100 { 0 } else { *one })) }
fn shout(text: String) -> String { text.chars().map(|c| if c == 'a' { c } else { c.to_ascii_uppercase() }).collect() }
fn halves(numbers: &mut Vec<f64>) -> Vec<f64> { { let found = numbers.iter().map(|one| one / 2.0).collect(); numbers.clear(); found } }
fn within(value: i64, low: i64, high: i64) -> bool { low <= value && value < high }
fn third(numbers: Vec<i32>) -> i32 { numbers[2] }
fn main() {}
