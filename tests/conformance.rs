//! `docs/conformance.md`, written from the cases that the other tests replay: what is claimed
//! of JOSE, STS and IAM, how it is known, and which test holds it. A change of a case shows
//! there, and a stale file is a failed test.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test conformance` writes it anew.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use assumable::{keys, policy, report, text::json, token};
use serde_json::Value;

const FILE: &str = "docs/conformance.md";

#[test]
fn the_table_is_that_of_the_cases() {
    let written = table();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(FILE, &written).unwrap();
    }
    let kept = fs::read_to_string(FILE).unwrap_or_default();
    let differs = written
        .lines()
        .zip(kept.lines())
        .find(|(written, kept)| written != kept);
    assert!(
        written == kept,
        "{FILE} is stale, first at {differs:?}: UPDATE_SNAPSHOTS=1 cargo test --test conformance"
    );
}

fn table() -> String {
    let mut page = Page(format!("{INTRODUCTION}Facts of AWS as of {}.\n", assumable::FACTS));
    let claims = read(Path::new("tests/data/conformance.json"));
    jose(&mut page, &claims);
    wycheproof(&mut page);
    key_cases(&mut page);
    token_cases(&mut page);
    sts(&mut page);
    conditions(&mut page);
    saving(&mut page);
    limits(&mut page);
    divergences(&mut page, &claims);
    page.0
}

const INTRODUCTION: &str = "\
<!-- Written by tests/conformance.rs from the cases of the tests. -->

# Conformance

What is claimed here of JOSE, of STS and of IAM, how it is known, and which test holds it.

| evidence | meaning |
| --- | --- |
| observed | seen on real AWS, in published captures |
| documented | AWS or GitHub says so |
| reported | others say so |
| inferred | follows from those |
| unsettled | nobody has said or seen it; reports say so too |

";

/// Markdown, as it grows.
struct Page(String);

impl Page {
    fn section(&mut self, title: &str, about: &str) {
        write!(self.0, "\n## {title}\n\n{about}\n").unwrap();
    }

    fn table(&mut self, title: &str, about: &str, head: &[&str]) {
        write!(self.0, "\n### {title}\n\n{about}\n\n").unwrap();
        self.head(head);
    }

    fn head(&mut self, head: &[&str]) {
        self.row(head.iter().map(|cell| (*cell).to_owned()));
        self.row(head.iter().map(|_| "---".to_owned()));
    }

    fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().map(|cell| cell.replace('|', "\\|")).collect();
        writeln!(self.0, "| {} |", cells.join(" | ")).unwrap();
    }
}

/// What RFCs say, each with the test that holds it.
fn jose(page: &mut Page, claims: &Value) {
    page.section("JOSE", "Each line names the place that says so.");
    page.0.push('\n');
    page.head(&["behaviour", "source", "test"]);
    for claim in array(&claims["jose"]) {
        page.row([text(&claim["does"]), text(&claim["source"]), held_by(&claim["test"])]);
    }
}

/// The name of a test, which has to exist.
fn held_by(test: &Value) -> String {
    let test = text(test);
    let (file, name) = test.split_once(": ").expect("file: function");
    assert!(Path::new(file).is_file(), "there is no file {file}");
    let source = fs::read_to_string(file).unwrap();
    assert!(source.contains(&format!("fn {name}(")), "there is no {name} in {file}");
    format!("`{name}` in {file}")
}

/// How many of Project Wycheproof's cases agree, as its test counts them.
fn wycheproof(page: &mut Page) {
    page.table(
        "Project Wycheproof",
        "Cases that agree; none is accepted or refused wrongly (tests/jose/wycheproof.rs).",
        &["algorithm", "cases"],
    );
    let source = fs::read_to_string("tests/jose/wycheproof.rs").unwrap();
    for test in source.split("#[test]\nfn ").skip(1) {
        let name = test.split('(').next().unwrap();
        let count = test.split("agrees_on(").nth(1).and_then(|rest| rest.split(')').next());
        if let Some(count) = count.filter(|count| count.parse::<usize>().is_ok()) {
            page.row([name.to_uppercase(), count.to_owned()]);
        }
    }
    for line in source
        .lines()
        .filter(|line| line.trim_start().starts_with("(Algorithm::Hs"))
    {
        let cells: Vec<&str> = line.trim().trim_matches(['(', ')', ',']).split(", ").collect();
        let name = cells[0].trim_start_matches("Algorithm::").to_uppercase();
        page.row([name, format!("{}, and {} truncated ones refused", cells[2], cells[3])]);
    }
}

/// Which key is taken by JOSE and by STS: the snapshots beside the cases.
fn key_cases(page: &mut Page) {
    page.table(
        "Keys and signatures",
        "One file a case in tests/data/keys/ (`every_case` in tests/keys/cases.rs).",
        &["case", "verified by JOSE", "by STS", "STS, in words", "evidence of STS"],
    );
    for file in files("tests/data/keys") {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let snapshot = fs::read_to_string(format!("tests/data/keys/snapshots/every_case@{name}.snap")).unwrap();
        let shown: Value = serde_json::from_str(snapshot.splitn(3, "---\n").nth(2).unwrap()).unwrap();
        let sts = &shown["sts"];
        let yes_or_no = |verified: bool| if verified { "yes" } else { "no" }.to_owned();
        page.row([
            text(&read(&file)["shows"]),
            yes_or_no(shown["verifiedBy"].is_u64()),
            sts["verified"].as_bool().map_or("not asked".to_owned(), yes_or_no),
            text(&sts["sentence"]),
            text(&sts["evidence"]),
        ]);
    }
}

fn token_cases(page: &mut Page) {
    page.table(
        "Headers and claims",
        "What is said of a token's own members (tests/data/token/, tests/token/faults.rs).",
        &["given", "said"],
    );
    for (file, member) in [("header", "header"), ("claims", "claims")] {
        for case in array(&read(Path::new(&format!("tests/data/token/{file}.json")))) {
            let said: Vec<String> = array(&case["says"]).iter().map(text).collect();
            page.row([code(&case[member]), said.join("; ")]);
        }
    }
}

/// What STS answers, check by check.
fn sts(page: &mut Page) {
    page.section(
        "STS",
        "A call that succeeds, changed in one thing (tests/data/sts/, replayed by tests/sts.rs).",
    );
    for file in files("tests/data/sts") {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        page.0.push('\n');
        writeln!(page.0, "### {}\n", name.replace('-', " ")).unwrap();
        page.head(&["case", "answer", "evidence"]);
        for case in array(&read(&file)) {
            let expect = &case["expect"];
            let answer = match expect["code"].as_str() {
                Some(error) => format!("`{error}`: {}", text(&expect["message"])),
                None => "a session".to_owned(),
            };
            let known = case["known"].as_object().and_then(|known| known.values().next());
            let evidence = text(known.unwrap_or(&case["evidence"]));
            page.row([text(&case["shows"]), answer, evidence]);
        }
    }
}

fn conditions(page: &mut Page) {
    page.section(
        "Conditions",
        "One condition against one call (tests/data/policy/conditions/, `every_case_of_the_tables` in tests/policy_conditions.rs). `-` is a key that the call does not have.",
    );
    for file in files("tests/data/policy/conditions") {
        let table = read(&file);
        let name = file.file_stem().unwrap().to_string_lossy().replace('-', " ");
        page.table(
            &name,
            &text(&table["about"]),
            &["operator", "policy", "call", "result", "evidence"],
        );
        for case in array(&table["cases"]) {
            let mut call = case.get("call").map_or("-".to_owned(), code);
            for (what, value) in [("with", &case["context"]), ("Version", &case["version"])] {
                if !value.is_null() {
                    write!(call, ", {what} {}", code(value)).unwrap();
                }
            }
            page.row([
                text(&case["operator"]),
                code(&case["policy"]),
                call,
                text(&case["result"]),
                text(&case["evidence"]),
            ]);
        }
    }
}

fn saving(page: &mut Page) {
    page.section(
        "Saving",
        "What IAM answers to a document as a trust policy (tests/data/policy/saving/, `every_case_of_the_tables` in tests/policy_saving.rs).",
    );
    for file in files("tests/data/policy/saving") {
        let table = read(&file);
        let name = file.file_stem().unwrap().to_string_lossy().replace('-', " ");
        page.table(&name, &text(&table["about"]), &["document", "answer"]);
        for case in array(&table["cases"]) {
            let answer = case["answer"].as_str().unwrap_or("saved");
            page.row([text(&case["what"]), answer.to_owned()]);
        }
    }
}

/// From the constants themselves.
fn limits(page: &mut Page) {
    page.section(
        "Limits",
        "What is beyond them is refused, or left out of the report, in a sentence that names the limit.",
    );
    page.0.push('\n');
    page.head(&["what", "limit"]);
    for (what, limit) in [
        ("bytes that are searched for a token", token::LARGEST),
        ("bytes that are read as keys", keys::LARGEST),
        ("bytes that are read as a policy", policy::LARGEST),
        (
            "statements, condition values and faults of a policy that is evaluated",
            policy::MOST_PARTS,
        ),
        (
            "bytes of the values of one key that are compared",
            policy::LONGEST_VALUES,
        ),
        ("levels of nesting that are read as JSON", json::MAX_DEPTH),
        ("keys that are read of a set", keys::MAX_KEYS),
        ("verifications for one token", keys::MAX_TRIALS as usize),
        ("bits of an RSA modulus, at least", keys::MIN_RSA_BITS),
        ("bits of an RSA modulus, at most", keys::MAX_RSA_BITS),
        ("bits of an RSA exponent", keys::MAX_RSA_EXPONENT_BITS),
        (
            "bytes of the call's values that a report repeats under conditions",
            report::MOST_REPEATED,
        ),
        ("problems of one text in a report", report::MOST_PROBLEMS),
        ("members of a header or of claims in a report", report::MOST_MEMBERS),
    ] {
        page.row([what.to_owned(), limit.to_string()]);
    }
}

/// What is known to be otherwise than AWS has it, and every case that nobody has settled.
fn divergences(page: &mut Page, claims: &Value) {
    page.section(
        "Known divergences",
        "Where an answer here is not, or may not be, that of AWS.",
    );
    page.0.push('\n');
    page.head(&["what", "evidence", "test"]);
    for claim in array(&claims["divergences"]) {
        page.row([text(&claim["what"]), text(&claim["evidence"]), held_by(&claim["test"])]);
    }
    page.section(
        "Unsettled",
        "Cases of the tables above of which nobody knows what AWS does.",
    );
    page.0.push('\n');
    page.head(&["where", "case"]);
    for folder in ["tests/data/sts", "tests/data/policy/conditions"] {
        for file in files(folder) {
            let table = read(&file);
            let cases = table.get("cases").unwrap_or(&table);
            for case in array(cases).iter().filter(|case| case["evidence"] == "unsettled") {
                let told = match case.get("shows") {
                    Some(shows) => text(shows),
                    None => format!(
                        "{} {} on {}",
                        text(&case["operator"]),
                        code(&case["policy"]),
                        code(&case["call"])
                    ),
                };
                page.row([file.file_stem().unwrap().to_string_lossy().into_owned(), told]);
            }
        }
    }
}

fn read(file: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// The cases of a folder, in order of name.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files
}

fn array(value: &Value) -> &[Value] {
    value.as_array().expect("a list").as_slice()
}

/// A sentence; nothing where there is none.
fn text(value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    let shown = text.chars().map(|next| if next.is_control() { ' ' } else { next });
    shown.collect::<String>().replace('*', "\\*").replace('<', "&lt;")
}

/// As JSON, with everything that could not be seen escaped, and not longer than a line.
fn code(value: &Value) -> String {
    let mut shown = String::new();
    for next in value.to_string().chars().take(160) {
        if next.is_ascii_graphic() || next == ' ' {
            shown.push(next);
        } else {
            for unit in next.encode_utf16(&mut [0; 2]) {
                write!(shown, "\\u{unit:04x}").unwrap();
            }
        }
    }
    if value.to_string().chars().count() > 160 {
        shown.push('…');
    }
    format!("``{shown}``")
}
