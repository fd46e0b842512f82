//! Decodes frames of the form `kind | length (u32, big endian) | payload | checksum`.

use std::num::Wrapping;

/// A decoded frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub kind: u8,
    pub payload: Vec<u8>,
}

/// Reasons why decoding fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    TooLong { length: usize },
    BadChecksum,
    Incomplete,
}

/// Buffers incoming bytes and extracts complete frames.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    max_length: usize,
}

impl Decoder {
    /// Creates a decoder that accepts payloads of up to `max_length` bytes.
    pub fn new(max_length: usize) -> Self {
        Decoder { max_length, ..Default::default() }
    }

    /// Feeds bytes into the decoder.
    ///
    /// # Errors
    ///
    /// Returns an error if a frame is too long or its checksum is wrong.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<Vec<Frame>, DecodeError> {
        self.pending.extend_from_slice(bytes);
        let mut frames = Vec::new();

        while let Some(length) = self.payload_length() {
            let end = 5 + length;
            if self.pending.len() <= end {
                break;
            }
            if length > self.max_length {
                return Err(DecodeError::TooLong { length });
            }
            let frame_bytes: Vec<u8> = self.pending.drain(..=end).collect();
            let payload = frame_bytes[5..end].to_vec();
            let checksum: Wrapping<u8> = payload.iter().copied().map(Wrapping).sum();
            if checksum.0 != frame_bytes[end] {
                return Err(DecodeError::BadChecksum);
            }
            frames.push(Frame { kind: frame_bytes[0], payload });
        }

        Ok(frames)
    }

    /// Finishes decoding.
    ///
    /// # Errors
    ///
    /// Returns [`DecodeError::Incomplete`] if bytes of an unfinished frame are left.
    pub fn finish(self) -> Result<(), DecodeError> {
        if self.pending.is_empty() { Ok(()) } else { Err(DecodeError::Incomplete) }
    }

    /// The length of the next payload, once its header has arrived.
    fn payload_length(&self) -> Option<usize> {
        let bytes = self.pending.get(1..5)?;
        Some(bytes.iter().fold(0, |length, &byte| length << 8 | usize::from(byte)))
    }
}
