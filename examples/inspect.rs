//! The whole verdict natively: an attempt as JSON on standard input, the report as JSON
//! on standard output.
//!
//! ```sh
//! echo '{"token": "eyJ…", "now": 1793620800}' | cargo run --example inspect
//! ```
#![expect(clippy::print_stdout, reason = "a program speaks on its standard output")]

use std::error::Error;
use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

use assumable::attempt::Attempt;
use assumable::inspect::inspect;

fn main() -> Result<(), Box<dyn Error>> {
    let attempt: Attempt = serde_json::from_reader(io::stdin())?;
    let clock = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    #[expect(clippy::cast_possible_truncation, reason = "seconds, given as a JSON number")]
    let now = attempt.now.map_or(i64::try_from(clock)?, |now| now as i64);
    println!("{}", serde_json::to_string_pretty(&inspect(&attempt, now))?);
    Ok(())
}
