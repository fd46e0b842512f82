#[path = "frames.rs"]
mod frames;

use frames::{DecodeError, Decoder, Frame};

fn encoded(kind: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![kind];
    bytes.extend((payload.len() as u32).to_be_bytes());
    bytes.extend(payload);
    bytes.push((payload.iter().map(|&byte| u32::from(byte)).sum::<u32>() % 256) as u8);
    bytes
}

fn frame(kind: u8, payload: &[u8]) -> Frame {
    Frame { kind, payload: payload.to_vec() }
}

#[test]
fn one_frame() {
    let mut decoder = Decoder::new(64);
    assert_eq!(decoder.feed(&encoded(1, b"hi")), Ok(vec![frame(1, b"hi")]));
    assert_eq!(decoder.finish(), Ok(()));
}

#[test]
fn several_frames_at_once() {
    let mut decoder = Decoder::new(64);
    let bytes = [encoded(1, b"hi"), encoded(2, b""), encoded(3, &[7, 8, 9])].concat();
    assert_eq!(decoder.feed(&bytes), Ok(vec![frame(1, b"hi"), frame(2, b""), frame(3, &[7, 8, 9])]));
}

#[test]
fn a_payload_in_two_pieces() {
    let mut decoder = Decoder::new(64);
    let bytes = encoded(7, &[1, 2, 3, 4, 5, 6]);
    assert_eq!(decoder.feed(&bytes[..8]), Ok(vec![]));
    assert_eq!(decoder.feed(&bytes[8..]), Ok(vec![frame(7, &[1, 2, 3, 4, 5, 6])]));
}

#[test]
fn a_wrong_checksum() {
    let mut bytes = encoded(1, b"hi");
    *bytes.last_mut().unwrap() ^= 1;
    assert_eq!(Decoder::new(64).feed(&bytes), Err(DecodeError::BadChecksum));
}

#[test]
fn a_payload_that_is_too_long() {
    assert_eq!(Decoder::new(3).feed(&encoded(1, &[1, 2, 3, 4])), Err(DecodeError::TooLong { length: 4 }));
    assert_eq!(Decoder::new(4).feed(&encoded(1, &[1, 2, 3, 4])), Ok(vec![frame(1, &[1, 2, 3, 4])]));
}

#[test]
fn the_end_in_the_middle_of_a_payload() {
    let mut decoder = Decoder::new(64);
    assert_eq!(decoder.feed(&encoded(1, &[1, 2, 3, 4, 5, 6])[..8]), Ok(vec![]));
    assert_eq!(decoder.finish(), Err(DecodeError::Incomplete));
}
