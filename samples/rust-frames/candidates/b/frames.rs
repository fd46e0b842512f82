//! Frame decoder for the sensor protocol.

use std::collections::VecDeque;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub kind: u8,
    pub payload: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// The announced payload is longer than allowed.
    TooLong { length: usize },
    /// The payload does not match its checksum.
    BadChecksum,
    /// The stream ended inside a frame.
    Incomplete,
}

enum State {
    Kind,
    Length { kind: u8, bytes: Vec<u8> },
    Payload { kind: u8, length: usize, payload: Vec<u8> },
}

/// A state machine that consumes the stream byte by byte.
pub struct Decoder {
    max_length: usize,
    state: State,
}

impl Decoder {
    pub fn new(max_length: usize) -> Self {
        Self { max_length, state: State::Kind }
    }

    pub fn feed(&mut self, bytes: &[u8]) -> Result<Vec<Frame>, DecodeError> {
        let mut frames = VecDeque::new();
        for &byte in bytes {
            if let Some(frame) = self.step(byte)? {
                frames.push_back(frame);
            }
        }
        Ok(frames.into())
    }

    pub fn finish(self) -> Result<(), DecodeError> {
        match self.state {
            State::Kind => Ok(()),
            _ => Err(DecodeError::Incomplete),
        }
    }

    fn step(&mut self, byte: u8) -> Result<Option<Frame>, DecodeError> {
        match &mut self.state {
            State::Kind => {
                self.state = State::Length { kind: byte, bytes: Vec::with_capacity(4) };
            }
            State::Length { kind, bytes } => {
                bytes.push(byte);
                if bytes.len() == 4 {
                    let length = bytes.iter().fold(0usize, |value, &b| value << 8 | b as usize);
                    if length > self.max_length {
                        return Err(DecodeError::TooLong { length });
                    }
                    self.state = State::Payload { kind: *kind, length, payload: Vec::with_capacity(length) };
                }
            }
            State::Payload { kind, length, payload } => {
                if payload.len() < *length {
                    payload.push(byte);
                    return Ok(None);
                }
                let checksum = payload.iter().try_fold(0u8, |sum, &b| sum.checked_add(b));
                if checksum != Some(byte) {
                    return Err(DecodeError::BadChecksum);
                }
                let frame = Frame { kind: *kind, payload: std::mem::take(payload) };
                self.state = State::Kind;
                return Ok(Some(frame));
            }
        }
        Ok(None)
    }
}
