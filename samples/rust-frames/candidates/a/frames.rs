//! Incremental decoder for length-prefixed frames.

const HEADER: usize = 5;
const CHECKSUM: usize = 1;

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

/// Collects bytes until they make whole frames.
pub struct Decoder {
    max_length: usize,
    buffer: Vec<u8>,
}

impl Decoder {
    pub fn new(max_length: usize) -> Self {
        Decoder { max_length, buffer: Vec::new() }
    }

    /// Takes the next bytes of the stream and returns the frames they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<Vec<Frame>, DecodeError> {
        self.buffer.extend_from_slice(bytes);
        let mut frames = Vec::new();
        let mut used = 0;
        while let Some((frame, size)) = self.next_frame(&self.buffer[used..])? {
            frames.push(frame);
            used += size;
        }
        self.buffer.drain(..used);
        Ok(frames)
    }

    /// Must be called at the end of the stream.
    pub fn finish(self) -> Result<(), DecodeError> {
        if self.buffer.is_empty() {
            Ok(())
        } else {
            Err(DecodeError::Incomplete)
        }
    }

    /// The frame at the start of `bytes` and its size, or None if more bytes are needed.
    fn next_frame(&self, bytes: &[u8]) -> Result<Option<(Frame, usize)>, DecodeError> {
        let (kind, a, b, c, d, rest) = match bytes {
            [kind, a, b, c, d, rest @ ..] => (*kind, *a, *b, *c, *d, rest),
            _ => return Ok(None),
        };
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        if length > self.max_length {
            return Err(DecodeError::TooLong { length });
        }
        if rest.len() < length + CHECKSUM {
            return Ok(None);
        }
        let payload = &rest[..length];
        let sum = payload.iter().fold(0u8, |sum, &byte| sum.wrapping_add(byte));
        if sum != rest[length] {
            return Err(DecodeError::BadChecksum);
        }
        let frame = Frame { kind, payload: payload.to_vec() };
        Ok(Some((frame, HEADER + length + CHECKSUM)))
    }
}
