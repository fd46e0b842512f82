//! Frames out of a stream of bytes.

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub kind: u8,
    pub payload: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    TooLong { length: usize },
    BadChecksum,
    Incomplete,
}

/// Holds the frame that has begun: its header, then its payload, up to the length announced.
pub struct Decoder {
    max_length: usize,
    header: Vec<u8>,
    payload: Vec<u8>,
}

impl Decoder {
    pub fn new(max_length: usize) -> Self {
        Decoder { max_length, header: Vec::with_capacity(5), payload: Vec::new() }
    }

    pub fn feed(&mut self, mut bytes: &[u8]) -> Result<Vec<Frame>, DecodeError> {
        let mut frames = Vec::new();
        loop {
            bytes = fill(&mut self.header, 5, bytes);
            let (kind, a, b, c, d) = match *self.header.as_slice() {
                [kind, a, b, c, d] => (kind, a, b, c, d),
                _ => return Ok(frames),
            };
            let length = u32::from_be_bytes([a, b, c, d]) as usize;
            if length > self.max_length {
                return Err(DecodeError::TooLong { length });
            }
            bytes = fill(&mut self.payload, length, bytes);
            let (checksum, rest) = match bytes.split_first() {
                Some((&checksum, rest)) => (checksum, rest),
                None => return Ok(frames),
            };
            bytes = rest;
            if self.payload.iter().fold(0, |sum: u8, &byte| sum.wrapping_add(byte)) != checksum {
                return Err(DecodeError::BadChecksum);
            }
            self.header.clear();
            frames.push(Frame { kind, payload: std::mem::take(&mut self.payload) });
        }
    }

    pub fn finish(self) -> Result<(), DecodeError> {
        if self.header.is_empty() { Ok(()) } else { Err(DecodeError::Incomplete) }
    }
}

/// Moves bytes to `part` until it has `size` of them; returns those left over.
fn fill<'a>(part: &mut Vec<u8>, size: usize, bytes: &'a [u8]) -> &'a [u8] {
    let (taken, rest) = bytes.split_at(bytes.len().min(size - part.len()));
    part.extend_from_slice(taken);
    rest
}
