//! A bucket of tokens that fills with time. Times are milliseconds of a clock that never goes back.

/// One token is added per interval, up to the capacity.
pub struct Bucket {
    capacity: u32,
    interval: u64,
    tokens: u32,
    filled: u64,
}

impl Bucket {
    /// A full bucket.
    pub fn new(capacity: u32, interval: u64, now: u64) -> Bucket {
        Bucket {
            capacity,
            interval,
            tokens: capacity,
            filled: now,
        }
    }

    /// Takes so many tokens; false, and takes none, if there are fewer.
    pub fn take(&mut self, count: u32, now: u64) -> bool {
        self.fill(now);
        if count > self.tokens {
            return false;
        }
        self.tokens -= count;
        true
    }

    /// How many there are.
    pub fn tokens(&mut self, now: u64) -> u32 {
        self.fill(now);
        self.tokens
    }

    fn fill(&mut self, now: u64) {
        let passed = now.saturating_sub(self.filled);
        let added = passed / self.interval;
        self.tokens = tokens_after(self.tokens, added, self.capacity);
        self.filled += added * self.interval;
    }
}

/// Tokens when some are added to a bucket of this capacity.
pub fn tokens_after(tokens: u32, added: u64, capacity: u32) -> u32 {
    let sum = u64::from(tokens).saturating_add(added);
    sum.min(u64::from(capacity)) as u32
}

/// Milliseconds until there are so many tokens; nothing to wait for if there are.
pub fn wait_ms(tokens: u32, wanted: u32, interval: u64) -> u64 {
    if tokens >= wanted {
        return 0;
    }
    let missing = wanted - tokens;
    u64::from(missing) * interval
}

/// When each of so many calls may happen at the earliest, the first at once.
pub fn schedule(calls: u64, interval: u64) -> Vec<u64> {
    let mut times = Vec::new();
    for call in 0..calls {
        times.push(call * interval);
    }
    times
}
