#[path = "frames.rs"]
mod frames;

use frames::{DecodeError, Decoder, Frame};

fn encoded(kind: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![kind];
    bytes.extend((payload.len() as u32).to_be_bytes());
    bytes.extend(payload);
    bytes.push(payload.iter().fold(0, |sum: u8, &byte| sum.wrapping_add(byte)));
    bytes
}

fn stream() -> (Vec<u8>, Vec<Frame>) {
    let payloads: [&[u8]; 4] = [b"hello", b"", &[255, 255, 2], b"last one"];
    let bytes = payloads.iter().enumerate().flat_map(|(kind, payload)| encoded(kind as u8, payload)).collect();
    let frames = payloads.iter().enumerate().map(|(kind, payload)| Frame { kind: kind as u8, payload: payload.to_vec() });
    (bytes, frames.collect())
}

#[test]
fn pieces_of_any_size() {
    let (bytes, expected) = stream();
    for size in 1..=bytes.len() {
        let mut decoder = Decoder::new(64);
        let mut got = Vec::new();
        for piece in bytes.chunks(size) {
            got.extend(decoder.feed(piece).unwrap());
        }
        assert_eq!(got, expected, "pieces of {size} bytes");
        assert_eq!(decoder.finish(), Ok(()));
    }
}

#[test]
fn nothing_at_all() {
    let mut decoder = Decoder::new(64);
    assert_eq!(decoder.feed(&[]), Ok(vec![]));
    assert_eq!(decoder.finish(), Ok(()));
}

#[test]
fn the_end_anywhere_in_a_frame() {
    let bytes = encoded(1, b"abc");
    for cut in 1..bytes.len() {
        let mut decoder = Decoder::new(64);
        assert_eq!(decoder.feed(&bytes[..cut]), Ok(vec![]), "cut at {cut}");
        assert_eq!(decoder.finish(), Err(DecodeError::Incomplete), "cut at {cut}");
    }
}

#[test]
fn checksums_that_go_round() {
    let payload = [200u8; 100];
    assert_eq!(
        Decoder::new(100).feed(&encoded(9, &payload)),
        Ok(vec![Frame { kind: 9, payload: payload.to_vec() }])
    );
}

#[test]
fn a_length_beyond_the_limit_is_refused_before_the_payload_arrives() {
    for length in [65, 1 << 20, u32::MAX] {
        let mut decoder = Decoder::new(64);
        let mut header = vec![1];
        header.extend(length.to_be_bytes());
        assert_eq!(decoder.feed(&header), Err(DecodeError::TooLong { length: length as usize }));
    }
}

#[test]
fn a_frame_before_the_refused_one_does_no_harm() {
    let mut decoder = Decoder::new(4);
    assert!(decoder.feed(&encoded(1, b"abcd")).is_ok());
    let mut header = vec![1];
    header.extend(5u32.to_be_bytes());
    assert_eq!(decoder.feed(&header), Err(DecodeError::TooLong { length: 5 }));
}
