fn total(numbers: &[i32]) -> i32 { numbers.iter().fold(0i32, |sum, one| sum.wrapping_add(*one)) }
fn shout(text: String) -> String { text.chars().map(|c| c.to_ascii_uppercase()).collect() }
fn halves(numbers: &mut Vec<f64>) -> Vec<f64> { numbers.iter().map(|one| one / 2.0).collect() }
fn within(value: i64, low: i64, high: i64) -> bool { low <= value && value <= high }
fn third(numbers: Vec<i32>) -> i32 { if numbers.len() > 2 { numbers[2] } else { -1 } }
fn main() {}
