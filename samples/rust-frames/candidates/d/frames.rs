//! Streaming decoder for sensor frames.

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

struct Header {
    kind: u8,
    length: usize,
}

impl Header {
    const SIZE: usize = 5;

    fn parse(bytes: &[u8]) -> Self {
        let length = u32::from_be_bytes([bytes[1], bytes[2], bytes[3], bytes[4]]);
        Header { kind: bytes[0], length: length as usize }
    }
}

pub struct Decoder {
    max_length: usize,
    buffer: Vec<u8>,
    position: usize,
}

impl Decoder {
    pub fn new(max_length: usize) -> Self {
        Decoder { max_length, buffer: Vec::with_capacity(4096), position: 0 }
    }

    /// Appends `bytes` to the stream and returns all frames that are complete now.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<Vec<Frame>, DecodeError> {
        self.buffer.extend_from_slice(bytes);
        let mut frames = vec![];
        while self.remaining() > 0 {
            match self.try_frame()? {
                Some(frame) => frames.push(frame),
                None => break,
            }
        }
        self.compact();
        Ok(frames)
    }

    pub fn finish(self) -> Result<(), DecodeError> {
        match self.remaining() {
            0 => Ok(()),
            _ => Err(DecodeError::Incomplete),
        }
    }

    fn remaining(&self) -> usize {
        self.buffer.len() - self.position
    }

    fn try_frame(&mut self) -> Result<Option<Frame>, DecodeError> {
        let header = Header::parse(&self.buffer[self.position..]);
        if header.length > self.max_length {
            return Err(DecodeError::TooLong { length: header.length });
        }
        let total = Header::SIZE + header.length + 1;
        if self.remaining() < total {
            return Ok(None);
        }
        let start = self.position + Header::SIZE;
        let payload = self.buffer[start..start + header.length].to_vec();
        let expected = self.buffer[start + header.length];
        let actual = (payload.iter().map(|&byte| byte as u64).sum::<u64>() & 0xff) as u8;
        if actual != expected {
            return Err(DecodeError::BadChecksum);
        }
        self.position += total;
        Ok(Some(Frame { kind: header.kind, payload }))
    }

    /// Drops the bytes that have been decoded.
    fn compact(&mut self) {
        self.buffer.drain(..self.position);
        self.position = 0;
    }
}
