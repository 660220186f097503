//! A report as JSON.

use std::io::{self, Write};

use serde::Serialize;

/// Room for the report on a policy of a few statements.
const USUAL: usize = 32 * 1024;

/// Nothing where it cannot be written, which no value of this crate's is.
pub(super) fn text(value: &impl Serialize) -> Option<String> {
    let mut text = Text(Vec::with_capacity(USUAL));
    value.serialize(&mut serde_json::Serializer::new(&mut text)).ok()?;
    String::from_utf8(text.0).ok()
}

/// Bytes in memory, as a vector takes them too, but single ones at once: half of what
/// comes is a quote, a comma or a colon, and each copy of memory is a call out of the module.
struct Text(Vec<u8>);

impl Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match bytes {
            [byte] => self.0.push(*byte),
            _ => self.0.extend_from_slice(bytes),
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
