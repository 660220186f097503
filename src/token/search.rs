//! Finding compact tokens in a text that may hold anything else as well.
//!
//! A token starts where the base64url form of `{` stands at the start of a word, and
//! goes on over the characters of a token. Terminals, mail programs and logs break it
//! over lines; whether the next line still belongs to it is decided by what its header
//! says: three parts or five, and a signature as long as the algorithm's are.

use crate::text::Bytes;
use crate::text::{base64url, json};

/// A token in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    /// Its pieces, in order, where line breaks or blanks stand between.
    pub(super) pieces: Vec<Bytes>,
    /// Dots in it.
    pub(super) dots: usize,
}

impl Hit {
    pub(super) fn start(&self) -> usize {
        self.pieces.first().map_or(0, |piece| piece.start)
    }

    pub(super) fn end(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.end)
    }

    pub(super) fn text(&self, text: &str) -> String {
        self.pieces.iter().filter_map(|piece| text.get(piece.clone())).collect()
    }
}

/// Tokens that are looked at to tell how many there are.
const MOST: usize = 64;

/// The tokens of a text in order: those of three parts and more, or else the first that
/// at least starts like one.
pub(super) fn search(text: &str) -> Vec<Hit> {
    if is_one_token(text) {
        let whole = 0..text.len();
        let pieces = vec![whole];
        return vec![Hit { pieces, dots: 2 }];
    }
    let seeker = Seeker {
        text,
        foreign: foreign(text),
    };
    let mut hits = Vec::new();
    let mut partial: Option<Hit> = None;
    let mut at = 0;
    while let Some(start) = seeker.next_start(at) {
        let gathered = seeker.gather(start);
        at = gathered.explored.max(start + 1);
        let hit = gathered.hit;
        if hit.dots >= 2 {
            at = hit.end().max(start + 1);
            hits.push(hit);
        } else if partial.as_ref().is_none_or(|best| best.dots < hit.dots) {
            partial = Some(hit);
        }
        if hits.len() == MOST {
            break;
        }
    }
    if hits.is_empty() {
        partial.into_iter().collect()
    } else {
        hits
    }
}

/// Whether a text is a token of three parts and nothing else, as it mostly is: seen at once.
fn is_one_token(text: &str) -> bool {
    let is_base64url = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
    let dots = text.bytes().filter(|byte| *byte == b'.').count();
    let all = text.bytes().all(|byte| byte == b'.' || is_base64url(&byte));
    starts_like_token(text) && dots == 2 && !text.ends_with('.') && all
}

/// Characters that stand in a compact token, in a padded or repaired one, or between the
/// parts of an SD-JWT.
pub(super) fn is_token_character(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'+' | b'/' | b'=' | b'~')
}

/// Whether a text starts as the base64url form of a JSON object does: `{"`, `{ `, `{}`
/// or `{` and a line break.
pub(super) fn starts_like_token(text: &str) -> bool {
    ["eyJ", "eyA", "ewo", "ew0", "ewk", "e30"]
        .iter()
        .any(|start| text.starts_with(start))
}

/// Places of the characters that are neither a token's nor white space.
fn foreign(text: &str) -> Vec<usize> {
    text.char_indices()
        .filter(|(_, found)| !u8::try_from(*found).is_ok_and(is_token_character) && !found.is_whitespace())
        .map(|(at, _)| at)
        .collect()
}

struct Seeker<'a> {
    text: &'a str,
    foreign: Vec<usize>,
}

struct Gathered {
    hit: Hit,
    /// Nothing before this place can start a token with more parts.
    explored: usize,
}

impl Seeker<'_> {
    /// The next place where a word starts like a token.
    fn next_start(&self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        let mut before = from.checked_sub(1).and_then(|at| self.text.as_bytes().get(at)).copied();
        for (offset, byte) in rest.bytes().enumerate() {
            let is_inside = |before: u8| before.is_ascii_alphanumeric() || b"-_.~".contains(&before);
            if byte == b'e' && !before.is_some_and(is_inside) && rest.get(offset..).is_some_and(starts_like_token) {
                return Some(from + offset);
            }
            before = Some(byte);
        }
        None
    }

    /// Everything from a start on that belongs to the token.
    fn gather(&self, start: usize) -> Gathered {
        let border = self
            .foreign
            .get(self.foreign.partition_point(|at| *at < start))
            .copied();
        let end = border.unwrap_or(self.text.len());
        let alone = border.is_none() || self.is_quoted(start, end);
        let region = self.text.get(start..end).unwrap_or_default();
        let mut progress = Progress::default();
        // Pieces up to which the signature has a length that its algorithm gives; of
        // several the last, since keys differ in size.
        let mut complete = None;
        // Pieces up to which it has all parts, where other text may follow.
        let mut likely = None;
        for word in words(region) {
            let place = start + word.start..start + word.end;
            let text = region.get(word.clone()).unwrap_or_default();
            if !progress.pieces.is_empty() {
                let next_token = progress.has_all_parts() && starts_like_token(text);
                if next_token || !alone && !self.is_whole_line(&place, progress.end()) {
                    break;
                }
            }
            progress.take(place, text);
            if progress.is_complete() {
                complete = Some(progress.pieces.len());
            }
            if !alone && progress.has_all_parts() {
                likely = likely.or(Some(progress.pieces.len()));
            }
            if (likely.is_some() || complete.is_some()) && progress.is_too_long() {
                break;
            }
        }
        let explored = progress.end();
        if let Some(pieces) = complete.or(likely) {
            progress.pieces.truncate(pieces);
        }
        // What was looked at behind it is none of its dots.
        let dots = progress.pieces.iter().filter_map(|piece| self.text.get(piece.clone()));
        progress.dots = dots.map(|text| text.matches('.').count()).sum();
        let mut hit = Hit {
            pieces: progress.pieces,
            dots: progress.dots,
        };
        self.drop_full_stop(&mut hit, start);
        Gathered { hit, explored }
    }

    /// Whether a quote stands before the start, and the same one at the end.
    fn is_quoted(&self, start: usize, end: usize) -> bool {
        let before = self.text.get(..start).and_then(|text| text.chars().next_back());
        let behind = self.text.get(end..).and_then(|text| text.chars().next());
        before
            .zip(behind)
            .is_some_and(|(before, behind)| super::around::is_pair(before, behind))
    }

    /// Whether a word has a line of its own, the line behind the last piece.
    fn is_whole_line(&self, word: &Bytes, last: usize) -> bool {
        let gap = self.text.get(last..word.start).unwrap_or_default();
        let rest = self.text.get(word.end..).unwrap_or_default();
        let behind = rest.trim_start_matches([' ', '\t', '\r']);
        gap.matches('\n').count() == 1 && (behind.is_empty() || behind.starts_with('\n'))
    }

    /// The full stop of a sentence that ends with a token is not the token's.
    fn drop_full_stop(&self, hit: &mut Hit, start: usize) {
        if hit.dots != 3 || !self.text.get(..hit.end()).is_some_and(|text| text.ends_with('.')) {
            return;
        }
        let is_blank = |text: Option<&str>| text.is_some_and(|text| text.trim().is_empty());
        let whole_text = is_blank(self.text.get(..start)) && is_blank(self.text.get(hit.end()..));
        if let Some(last) = hit.pieces.last_mut().filter(|_| !whole_text) {
            last.end -= 1;
            hit.dots -= 1;
        }
    }
}

/// The words of a text, by their places.
pub(super) fn words(text: &str) -> impl Iterator<Item = Bytes> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(|next: char| !next.is_whitespace())?;
        let rest = text.get(start..)?;
        let end = start + rest.find(char::is_whitespace).unwrap_or(rest.len());
        at = end;
        Some(start..end)
    })
}

/// What has been gathered of a token.
#[derive(Default)]
struct Progress {
    pieces: Vec<Bytes>,
    dots: usize,
    /// Characters behind the last dot.
    tail: usize,
    /// The header segment, until its dot.
    header: String,
    shape: Option<Shape>,
}

/// What the header says of the token.
struct Shape {
    /// Dots in it.
    dots: usize,
    /// Characters that its last part can have; empty where unknown.
    tails: &'static [usize],
}

impl Progress {
    fn take(&mut self, place: Bytes, text: &str) {
        self.pieces.push(place);
        if self.shape.is_none() {
            self.header.push_str(text.split('.').next().unwrap_or_default());
            if text.contains('.') {
                self.shape = Some(Shape::of(&self.header));
            }
        }
        self.dots += text.matches('.').count();
        self.tail = match text.rsplit_once('.') {
            Some((_, tail)) => tail.len(),
            None => self.tail + text.len(),
        };
    }

    fn end(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.end)
    }

    fn has_all_parts(&self) -> bool {
        self.shape.as_ref().is_some_and(|shape| self.dots >= shape.dots) && self.tail > 0
    }

    fn is_complete(&self) -> bool {
        self.shape
            .as_ref()
            .is_some_and(|shape| self.dots == shape.dots && shape.tails.contains(&self.tail))
    }

    fn is_too_long(&self) -> bool {
        let longest = self.shape.as_ref().and_then(|shape| shape.tails.iter().max());
        longest.is_none_or(|longest| self.tail > *longest)
    }
}

impl Shape {
    fn of(header: &str) -> Self {
        let document = base64url::decode(header)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .map(|text| json::read(&text));
        let root = document.and_then(|document| document.root);
        let member = |name: &str| root.as_ref().and_then(|root| root.get(name));
        if member("enc").is_some() {
            return Self { dots: 4, tails: &[] };
        }
        // Bytes of the signature, times four thirds: RSA keys of 2048 to 16384 bits.
        let tails: &[usize] = match member("alg").and_then(json::Value::as_str).unwrap_or_default() {
            "HS256" => &[43],
            "HS384" => &[64],
            "HS512" | "ES256" | "ES256K" | "EdDSA" | "Ed25519" => &[86],
            "ES384" => &[128],
            "ES512" => &[176],
            "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" => &[342, 512, 683, 1366, 2731],
            none if none.eq_ignore_ascii_case("none") => &[0],
            _ => &[],
        };
        Self { dots: 2, tails }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        search(text).iter().map(|hit| hit.text(text)).collect()
    }

    #[test]
    fn takes_a_token_out_of_a_sentence() {
        assert_eq!(found("the token eyJh.eyJi.c2ln."), ["eyJh.eyJi.c2ln"]);
        assert_eq!(found("(eyJh.eyJi.c2ln)"), ["eyJh.eyJi.c2ln"]);
        assert_eq!(found("eyJh.eyJi.c2ln=="), ["eyJh.eyJi.c2ln=="]);
        assert_eq!(found("TOKEN=eyJh.eyJi.c2ln"), ["eyJh.eyJi.c2ln"]);
        assert_eq!(found("donkeyJh.eyJi.c2ln"), [""; 0]);
    }

    #[test]
    fn a_token_alone_is_the_one_found_among_blanks() {
        for token in [
            "eyJh.eyJi.c2ln",
            "eyJh..c2ln",
            "e30.e30.",
            "eyJh.eyJi",
            "eyJh.e.c.d.e",
            "eyJh.eyJi.c2ln~",
        ] {
            assert_eq!(found(token), found(&format!(" {token} ")), "{token}");
        }
    }

    #[test]
    fn joins_the_lines_of_a_wrapped_token() {
        assert_eq!(found("eyJh.\neyJi.\n  c2\nln"), ["eyJh.eyJi.c2ln"]);
        assert_eq!(found("a: \"eyJh.ey\nJi.c2\nln\", b: 1"), ["eyJh.eyJi.c2ln"]);
    }

    #[test]
    fn leaves_the_next_line_of_a_log_alone() {
        assert_eq!(found("run: it\neyJh.eyJi.c2ln\nDone\nError: x"), ["eyJh.eyJi.c2ln"]);
        assert_eq!(
            found("eyJh.eyJi.c2ln\neyJj.eyJk.c2ln"),
            ["eyJh.eyJi.c2ln", "eyJj.eyJk.c2ln"]
        );
    }

    #[test]
    fn a_known_length_of_signature_tells_the_end() {
        let header = base64url::encode(br#"{"alg":"HS256"}"#);
        let token = format!("{header}.eyJi.{}", "c".repeat(43));
        assert_eq!(found(&format!("{token}\nDone")), std::slice::from_ref(&token));
        let (first, second) = token.split_at(token.len() - 20);
        assert_eq!(found(&format!("a: b\n{first}\n{second}\nDone\nc: d")), [token]);
    }
}
