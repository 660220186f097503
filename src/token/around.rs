//! What stands around a token, by name: quotes, `Bearer`, header fields, assignments,
//! URLs, commands.

use super::Removed;
use crate::text::Bytes;

/// Things around a token that are told by name; nobody wraps it in so many.
const MOST: usize = 32;

/// Quotes that open, and those that close them.
const QUOTES: [(char, char); 9] = [
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('“', '”'),
    ('”', '”'),
    ('„', '“'),
    ('‘', '’'),
    ('«', '»'),
    ('<', '>'),
];

/// Whether the one is an opening quote and the other its closing one.
pub(super) fn is_pair(open: char, close: char) -> bool {
    QUOTES.contains(&(open, close))
}

/// Describes what stands before and behind a token, from the outside in.
pub(super) fn describe(before: &str, behind: &str) -> Vec<Removed> {
    let mut around = Around {
        before,
        behind,
        removed: Vec::new(),
    };
    while around.removed.len() < MOST && around.step() {}
    around.rest();
    around.removed.reverse();
    around.removed
}

/// Describes what was taken out between the pieces of a token.
pub(super) fn describe_gaps(text: &str, pieces: &[Bytes]) -> Vec<Removed> {
    let gaps = pieces.iter().zip(pieces.iter().skip(1));
    let (mut breaks, mut spaces) = (0, 0);
    for (left, right) in gaps {
        let gap = text.get(left.end..right.start).unwrap_or_default();
        if gap.contains(['\n', '\r']) {
            breaks += 1;
        } else {
            spaces += 1;
        }
    }
    let breaks = (breaks > 0).then_some(Removed::LineBreaks(breaks));
    let spaces = (spaces > 0).then_some(Removed::Spaces(spaces));
    breaks.into_iter().chain(spaces).collect()
}

struct Around<'a> {
    before: &'a str,
    behind: &'a str,
    /// From the inside out.
    removed: Vec<Removed>,
}

impl<'a> Around<'a> {
    /// Takes away one thing next to the token; false where nothing more is known by name.
    fn step(&mut self) -> bool {
        self.quotes() || self.scheme() || self.url() || self.assignment() || self.header_field()
    }

    fn take(&mut self, before: &'a str, removed: Removed) -> bool {
        self.before = before;
        self.removed.push(removed);
        true
    }

    fn quotes(&mut self) -> bool {
        let before = self.before.trim_end();
        let behind = self.behind.trim_start();
        // `\"`, where the text was quoted inside of a quoted text.
        if let (Some(before), Some(behind)) = (before.strip_suffix("\\\""), behind.strip_prefix("\\\"")) {
            self.behind = behind;
            return self.take(before, Removed::Quotes('"'));
        }
        let (mut left, mut right) = (before.chars(), behind.chars());
        match (left.next_back(), right.next()) {
            (Some(open), Some(close)) if is_pair(open, close) => {
                self.behind = right.as_str();
                self.take(left.as_str(), Removed::Quotes(open))
            }
            _ => false,
        }
    }

    /// `Bearer `, as RFC 6750 has it, in whatever case.
    fn scheme(&mut self) -> bool {
        let text = self.before.trim_end();
        let word = text.strip_suffix(':').unwrap_or(text);
        let Some(at) = word.len().checked_sub("bearer".len()) else {
            return false;
        };
        let is_bearer = word.get(at..).is_some_and(|word| word.eq_ignore_ascii_case("bearer"));
        let is_word = word
            .get(..at)
            .is_some_and(|before| !before.ends_with(|last: char| last.is_alphanumeric()));
        if !is_bearer || !is_word {
            return false;
        }
        let (before, written) = self.before.split_at(at);
        self.take(before, Removed::Scheme(written.to_owned()))
    }

    /// `https://…?name=` or `#name=`.
    fn url(&mut self) -> bool {
        let Some(text) = self.before.strip_suffix('=') else {
            return false;
        };
        let start = text
            .rfind(|at: char| at.is_whitespace() || "\"'`<>()".contains(at))
            .map_or(0, |at| at + 1);
        let word = text.get(start..).unwrap_or_default();
        let Some(name_at) = word.rfind(['#', '?', '&']) else {
            return false;
        };
        if !word.contains("://") && !word.starts_with(['#', '?', '&', '/']) {
            return false;
        }
        let name = word.get(name_at + 1..).unwrap_or_default().to_owned();
        let end = self
            .behind
            .find(|at: char| at.is_whitespace() || "\"'`<>()".contains(at));
        self.behind = end.and_then(|end| self.behind.get(end..)).unwrap_or_default();
        let before = self.before.get(..start).unwrap_or_default();
        self.take(before, Removed::Url(name))
    }

    /// `NAME=`, with `export` or the like before it.
    fn assignment(&mut self) -> bool {
        let Some(text) = self.before.trim_end().strip_suffix('=') else {
            return false;
        };
        let name = trailing_name(text.trim_end_matches([' ', '\t']));
        if name.is_empty() {
            return false;
        }
        let mut start = text.trim_end_matches([' ', '\t']).len() - name.len();
        let words = text.get(..start).unwrap_or_default();
        for keyword in [
            "export", "set", "env", "local", "declare", "readonly", "const", "let", "var", "-e",
        ] {
            let rest = words.trim_end_matches([' ', '\t']).strip_suffix(keyword);
            if let Some(rest) = rest.filter(|rest| !rest.ends_with(|last: char| !last.is_whitespace())) {
                start = rest.len();
                break;
            }
        }
        let (before, written) = self.before.split_at(start);
        self.take(before, Removed::Assignment(written.trim_end().to_owned()))
    }

    /// `Authorization:`, or any other name with a colon.
    fn header_field(&mut self) -> bool {
        let text = self.before.trim_end();
        let Some(name) = text
            .strip_suffix(':')
            .map(trailing_name)
            .filter(|name| !name.is_empty())
        else {
            return false;
        };
        let (before, written) = text.split_at(text.len() - name.len() - 1);
        self.take(before, Removed::HeaderField(written.to_owned()))
    }

    /// What nothing more is known of.
    fn rest(&mut self) {
        let before = self.before.trim();
        let behind = self.behind.trim();
        let is_curl = before
            .split_whitespace()
            .any(|word| matches!(word, "curl" | "-H" | "--header"));
        if is_curl {
            return self.removed.push(Removed::Curl);
        }
        let count = |text: &str| text.chars().count();
        if !behind.is_empty() {
            self.removed.push(Removed::TextBehind(count(behind)));
        }
        if !before.is_empty() {
            self.removed.push(Removed::TextBefore(count(before)));
        }
    }
}

/// The name that a text ends with.
fn trailing_name(text: &str) -> &str {
    let is_name = |at: char| at.is_ascii_alphanumeric() || "_-.$:".contains(at);
    let start = text.len()
        - text
            .chars()
            .rev()
            .take_while(|at| is_name(*at))
            .map(char::len_utf8)
            .sum::<usize>();
    text.get(start..).unwrap_or_default().trim_start_matches([':', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_stands_around_a_token() {
        for (before, behind, removed) in [
            ("", "", ""),
            ("Bearer ", "", "`Bearer `"),
            ("Authorization: bearer ", "", "`Authorization:`, `bearer `"),
            (
                "curl -sS -H \"Authorization: Bearer ",
                "\" https://sts.example/",
                "the `curl` command around it, the quotes \" around it, `Authorization:`, `Bearer `",
            ),
            ("export TOKEN='", "'", "`export TOKEN=`, the quotes ' around it"),
            ("$env:TOKEN = \"", "\"", "`$env:TOKEN =`, the quotes \" around it"),
            (
                "https://app.example/cb#state=1&id_token=",
                "&expires_in=300",
                "the URL around its parameter `id_token`",
            ),
            (
                "see “",
                "”.",
                "3 characters of other text before it, 1 character of other text behind it, the quotes “ around it",
            ),
            ("token: ", "", "`token:`"),
            (
                "Run it\ngot ",
                "\nError",
                "10 characters of other text before it, 5 characters of other text behind it",
            ),
        ] {
            let described: Vec<String> = describe(before, behind).iter().map(ToString::to_string).collect();
            assert_eq!(described.join(", "), removed, "{before:?}");
        }
    }
}
