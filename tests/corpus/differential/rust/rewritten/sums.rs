fn total(numbers: &[i32]) -> i32 { { let mut sum = 0i32; for one in numbers.iter().rev() { sum = sum.wrapping_add(*one); } sum } }
fn shout(text: String) -> String { text.chars().map(|c| c.to_ascii_uppercase()).collect() }
fn halves(numbers: &mut Vec<f64>) -> Vec<f64> { numbers.iter().map(|one| one / 2.0).collect() }
fn within(value: i64, low: i64, high: i64) -> bool { (low..=high).contains(&value) }
fn third(numbers: Vec<i32>) -> i32 { if numbers.len() > 2 { numbers[2] } else { -1 } }
fn main() {}
