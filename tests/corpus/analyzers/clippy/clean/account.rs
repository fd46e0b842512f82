use std::sync::{Mutex, PoisonError};

pub struct Account {
    balance: Mutex<i64>,
}

impl Account {
    #[must_use]
    pub const fn new(balance: i64) -> Self {
        Self { balance: Mutex::new(balance) }
    }

    pub fn withdraw(&self, amount: i64) -> bool {
        let mut balance = self.balance.lock().unwrap_or_else(PoisonError::into_inner);
        let enough = *balance >= amount;
        if enough {
            *balance -= amount;
        }
        enough
    }
}
