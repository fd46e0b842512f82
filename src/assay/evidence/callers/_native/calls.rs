// Reads arguments and tells results; the candidate stands above this. Every call has a process of its own.
mod assay_calls {
    use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

    extern "C" {
        fn fork() -> i32;
        fn waitpid(pid: i32, status: *mut i32, options: i32) -> i32;
        fn _exit(status: i32) -> !;
        fn setitimer(which: i32, new: *const [i64; 4], old: *mut [i64; 4]) -> i32;
        fn write(descriptor: i32, data: *const u8, count: usize) -> isize;
    }

    pub fn quoted(text: &str) -> String {
        let mut result = String::from("\"");
        for letter in text.chars() {
            match letter {
                '"' => result.push_str("\\\""),
                '\\' => result.push_str("\\\\"),
                one if (one as u32) < 0x20 || one as u32 == 0x7f => {
                    result.push_str(&format!("\\u{:04x}", one as u32))
                }
                one => result.push(one),
            }
        }
        result + "\""
    }

    pub struct Words<'a>(pub std::str::SplitWhitespace<'a>);

    impl<'a> Words<'a> {
        fn next(&mut self) -> &'a str {
            self.0.next().unwrap_or("0")
        }
    }

    fn unhex(word: &str) -> String {
        let digits = &word.as_bytes()[1.min(word.len())..];
        let bytes: Vec<u8> = digits
            .chunks(2)
            .filter_map(|pair| std::str::from_utf8(pair).ok())
            .filter_map(|pair| u8::from_str_radix(pair, 16).ok())
            .collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    pub trait Take {
        fn take(words: &mut Words) -> Self;
    }
    pub trait Tell {
        fn tell(&self) -> String;
    }

    macro_rules! whole {
        ($($kind:ty),*) => {$(
            impl Take for $kind {
                fn take(words: &mut Words) -> Self { words.next().parse::<i128>().unwrap_or(0) as $kind }
            }
            impl Tell for $kind {
                fn tell(&self) -> String { format!("[\"i\",\"{}\"]", self) }
            }
        )*};
    }
    whole!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

    impl Take for f64 {
        fn take(words: &mut Words) -> Self {
            words.next().parse().unwrap_or(0.0)
        }
    }
    impl Take for f32 {
        fn take(words: &mut Words) -> Self {
            words.next().parse().unwrap_or(0.0)
        }
    }
    impl Tell for f64 {
        fn tell(&self) -> String {
            format!("[\"f\",\"{}\"]", self)
        }
    }
    impl Tell for f32 {
        fn tell(&self) -> String {
            format!("[\"f\",\"{:.5e}\"]", self)
        }
    }
    impl Take for bool {
        fn take(words: &mut Words) -> Self {
            words.next() == "1"
        }
    }
    impl Tell for bool {
        fn tell(&self) -> String {
            format!("[\"b\",{}]", self)
        }
    }
    impl Take for char {
        fn take(words: &mut Words) -> Self {
            unhex(words.next()).chars().next().unwrap_or('a')
        }
    }
    impl Tell for char {
        fn tell(&self) -> String {
            format!("[\"s\",{}]", quoted(&self.to_string()))
        }
    }
    impl Take for String {
        fn take(words: &mut Words) -> Self {
            unhex(words.next())
        }
    }
    impl Tell for String {
        fn tell(&self) -> String {
            format!("[\"s\",{}]", quoted(self))
        }
    }
    impl Tell for str {
        fn tell(&self) -> String {
            format!("[\"s\",{}]", quoted(self))
        }
    }
    impl<T: Tell + ?Sized> Tell for &T {
        fn tell(&self) -> String {
            (**self).tell()
        }
    }
    impl Tell for () {
        fn tell(&self) -> String {
            "[\"n\"]".to_string()
        }
    }
    impl<T: Take> Take for Vec<T> {
        fn take(words: &mut Words) -> Self {
            let count: usize = words.next().parse().unwrap_or(0);
            (0..count).map(|_| T::take(words)).collect()
        }
    }

    fn all<'a, T: Tell + 'a>(tag: &str, values: impl Iterator<Item = &'a T>, sorted: bool) -> String {
        let mut parts: Vec<String> = values.map(|one| one.tell()).collect();
        if sorted {
            parts.sort();
        }
        format!("[\"{}\",[{}]]", tag, parts.join(","))
    }
    fn pairs<'a, K: Tell + 'a, V: Tell + 'a>(values: impl Iterator<Item = (&'a K, &'a V)>) -> String {
        let parts: Vec<String> = values.map(|(key, one)| format!("[{},{}]", key.tell(), one.tell())).collect();
        format!("[\"d\",[{}]]", parts.join(","))
    }
    impl<T: Tell> Tell for Vec<T> {
        fn tell(&self) -> String {
            all("l", self.iter(), false)
        }
    }
    impl<T: Tell> Tell for [T] {
        fn tell(&self) -> String {
            all("l", self.iter(), false)
        }
    }
    impl<T: Tell, const N: usize> Tell for [T; N] {
        fn tell(&self) -> String {
            all("l", self.iter(), false)
        }
    }
    impl<T: Tell> Tell for HashSet<T> {
        fn tell(&self) -> String {
            all("S", self.iter(), true)
        }
    }
    impl<T: Tell> Tell for BTreeSet<T> {
        fn tell(&self) -> String {
            all("S", self.iter(), true)
        }
    }
    impl<K: Tell, V: Tell> Tell for HashMap<K, V> {
        fn tell(&self) -> String {
            pairs(self.iter())
        }
    }
    impl<K: Tell, V: Tell> Tell for BTreeMap<K, V> {
        fn tell(&self) -> String {
            pairs(self.iter())
        }
    }
    impl<T: Tell> Tell for Option<T> {
        fn tell(&self) -> String {
            self.as_ref().map_or("[\"n\"]".to_string(), |one| one.tell())
        }
    }
    impl<T: Tell, E: Tell> Tell for Result<T, E> {
        fn tell(&self) -> String {
            match self {
                Ok(one) => format!("[\"t\",[[\"s\",\"Ok\"],{}]]", one.tell()),
                Err(one) => format!("[\"t\",[[\"s\",\"Err\"],{}]]", one.tell()),
            }
        }
    }
    impl<A: Tell, B: Tell> Tell for (A, B) {
        fn tell(&self) -> String {
            format!("[\"t\",[{},{}]]", self.0.tell(), self.1.tell())
        }
    }
    impl<A: Tell, B: Tell, C: Tell> Tell for (A, B, C) {
        fn tell(&self) -> String {
            format!("[\"t\",[{},{},{}]]", self.0.tell(), self.1.tell(), self.2.tell())
        }
    }

    pub fn say(line: &str) {
        let whole = format!("{}\n", line);
        let mut rest = whole.as_bytes();
        while !rest.is_empty() {
            let count = unsafe { write(3, rest.as_ptr(), rest.len()) };
            if count <= 0 {
                break;
            }
            rest = &rest[count as usize..];
        }
    }

    fn reason(error: Box<dyn std::any::Any + Send>) -> String {
        let text = error.downcast_ref::<&str>().map(|one| one.to_string());
        text.or_else(|| error.downcast_ref::<String>().cloned()).unwrap_or_default()
    }

    pub fn in_a_child(seconds: f64, work: impl FnOnce() -> String) {
        let child = unsafe { fork() };
        if child == 0 {
            let micro = (seconds * 1e6) as i64;
            let limit = [0, 0, micro / 1_000_000, micro % 1_000_000];
            unsafe { setitimer(1, &limit, std::ptr::null_mut()) };
            match std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)) {
                Ok(line) => say(&line),
                Err(error) => say(&format!(
                    "{{\"ended\":\"raised\",\"error\":\"panic\",\"message\":{}}}",
                    quoted(&reason(error))
                )),
            }
            unsafe { _exit(0) };
        }
        let mut status = 0;
        unsafe { waitpid(child, &mut status, 0) };
        let signal = status & 0x7f;
        if signal == 26 {
            say("{\"ended\":\"timed out\"}");
        } else if signal != 0 {
            say(&format!("{{\"ended\":\"died\",\"error\":\"signal {}\"}}", signal));
        } else if status >> 8 != 0 {
            say(&format!("{{\"ended\":\"died\",\"message\":\"exit status {}\"}}", status >> 8));
        }
    }
}
