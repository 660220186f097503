//! A small server of static files for this machine alone. It sends what the folder's `_headers`
//! says, as Netlify and Cloudflare Pages do, and compressed files where there are some.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

/// A request's head is a few hundred bytes; nothing good is longer than this.
const LONGEST_HEAD: u64 = 64 * 1024;

/// Browsers keep connections open that they may never use.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves a folder until the program is ended.
pub(crate) fn serve(folder: &Path, port: u16) -> Result<()> {
    let (listener, url) = listen(port)?;
    println!("\nAssumable is at {url}/ (Ctrl-C ends it)");
    accept(&listener, folder);
    Ok(())
}

/// A server that lives as long as this program.
pub(crate) struct Background {
    url: String,
}

impl Background {
    /// Serves a folder on a free port, beside whatever else is done.
    pub(crate) fn start(folder: &Path) -> Result<Self> {
        let (listener, url) = listen(0)?;
        let folder = folder.to_owned();
        thread::spawn(move || accept(&listener, &folder));
        Ok(Self { url })
    }

    /// Where it is, without a slash at the end.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

fn listen(port: u16) -> Result<(TcpListener, String)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .with_context(|| format!("could not listen on 127.0.0.1:{port}; `--port 0` takes a free one"))?;
    let url = format!("http://{}", listener.local_addr()?);
    Ok((listener, url))
}

fn accept(listener: &TcpListener, folder: &Path) {
    for stream in listener.incoming().flatten() {
        let folder = folder.to_owned();
        // A client that goes away in the middle is no concern of the server's.
        thread::spawn(move || drop(answer(stream, &folder)));
    }
}

fn answer(stream: TcpStream, folder: &Path) -> Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream.try_clone()?.take(LONGEST_HEAD)).lines();
    let Some(request) = lines.next().transpose()? else {
        return Ok(());
    };
    let mut encodings = String::new();
    // Read to its end, or the client would see its connection reset.
    for line in lines {
        let line = line?;
        match line.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("accept-encoding") => value.clone_into(&mut encodings),
            _ if line.is_empty() => break,
            _ => {}
        }
    }
    respond(stream, &Response::to(&request, &encodings, folder))
}

fn respond(mut stream: TcpStream, response: &Response) -> Result<()> {
    write!(
        stream,
        "HTTP/1.1 {}\r\nContent-Length: {}\r\nConnection: close\r\n",
        response.status,
        response.body.len(),
    )?;
    for (name, value) in &response.headers {
        write!(stream, "{name}: {value}\r\n")?;
    }
    write!(stream, "\r\n")?;
    if !response.head_only {
        stream.write_all(&response.body)?;
    }
    Ok(stream.flush()?)
}

struct Response {
    status: &'static str,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    head_only: bool,
}

impl Response {
    fn to(request: &str, encodings: &str, folder: &Path) -> Self {
        let mut words = request.split(' ');
        let method = words.next().unwrap_or_default();
        if !["GET", "HEAD"].contains(&method) {
            return Self::plain("405 Method Not Allowed");
        }
        let target = words.next().unwrap_or_default();
        let found = file(target, folder).and_then(|file| Self::of(&file, target, encodings, folder));
        Self {
            head_only: method == "HEAD",
            ..found.unwrap_or_else(|| Self::plain("404 Not Found"))
        }
    }

    fn of(file: &Path, target: &str, encodings: &str, folder: &Path) -> Option<Self> {
        let mut headers = headers(folder, target);
        let mut otherwise = |name: &str, value: &str| {
            if !headers.iter().any(|(given, _)| given.eq_ignore_ascii_case(name)) {
                headers.push((name.to_owned(), value.to_owned()));
            }
        };
        otherwise("Content-Type", content_type(file));
        otherwise("Cache-Control", "no-cache");
        let (encoding, body) = encoded(file, encodings)?;
        if let Some(encoding) = encoding {
            otherwise("Content-Encoding", encoding);
            otherwise("Vary", "Accept-Encoding");
        }
        Some(Self {
            status: "200 OK",
            headers,
            body,
            head_only: false,
        })
    }

    fn plain(status: &'static str) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".to_owned(), "text/plain; charset=utf-8".to_owned())],
            body: status.as_bytes().to_vec(),
            head_only: false,
        }
    }
}

/// The file, compressed if it lies there so and the client can read it.
fn encoded(file: &Path, encodings: &str) -> Option<(Option<&'static str>, Vec<u8>)> {
    let accepts = |name: &str| {
        let mut accepted = encodings
            .split(',')
            .map(|item| item.split(';').next().unwrap_or_default().trim());
        accepted.any(|item| item.eq_ignore_ascii_case(name))
    };
    [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(encoding, _)| accepts(encoding))
        .find_map(|(encoding, ending)| {
            let compressed = file.with_added_extension(ending);
            Some((Some(encoding), fs::read(compressed).ok()?))
        })
        .or_else(|| Some((None, fs::read(file).ok()?)))
}

/// What the folder's `_headers` says of a path: a line with a pattern, and below it indented
/// lines with a header each. All patterns that fit count.
fn headers(folder: &Path, target: &str) -> Vec<(String, String)> {
    let rules = fs::read_to_string(folder.join("_headers")).unwrap_or_default();
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let mut fits = false;
    let mut headers = Vec::new();
    for line in rules.lines() {
        match line.strip_prefix("  ").map(|header| header.split_once(": ")) {
            None => {
                fits = line
                    .strip_suffix('*')
                    .map_or(line == path, |start| path.starts_with(start));
            }
            Some(Some((name, value))) if fits => headers.push((name.to_owned(), value.to_owned())),
            Some(_) => {}
        }
    }
    headers
}

/// The file that a request's target names; nothing outside the folder, by any way.
fn file(target: &str, folder: &Path) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?;
    let relative = PathBuf::from(percent_decoded(path)?.strip_prefix('/')?);
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let mut file = folder.join(relative);
    if file.is_dir() {
        file = file.join("index.html");
    }
    // A link may lead elsewhere.
    let (file, folder) = (file.canonicalize().ok()?, folder.canonicalize().ok()?);
    (file.starts_with(folder) && file.is_file()).then_some(file)
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            decoded.push(u8::from_str_radix(str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    let decoded = String::from_utf8(decoded).ok()?;
    (!decoded.contains(['\0', '\\'])).then_some(decoded)
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "\
/*
  Referrer-Policy: no-referrer

/
  Cache-Control: no-store

/sums
  Content-Type: text/plain
";

    /// A folder with a page in it, and a secret beside it.
    fn site() -> tempfile::TempDir {
        let site = tempfile::tempdir().unwrap();
        let root = site.path().join("dist");
        fs::create_dir_all(root.join("sub")).unwrap();
        fs::write(root.join("_headers"), RULES).unwrap();
        fs::write(root.join("index.html"), "page").unwrap();
        fs::write(root.join("index.html.br"), "brotli").unwrap();
        fs::write(root.join("index.html.gz"), "gzip").unwrap();
        fs::write(root.join("sums"), "").unwrap();
        fs::write(root.join("sub/a b.js"), "1").unwrap();
        fs::write(site.path().join("secret.txt"), "secret").unwrap();
        site
    }

    fn response(request: &str, encodings: &str) -> Response {
        let site = site();
        Response::to(request, encodings, &site.path().join("dist"))
    }

    fn get(request: &str) -> (&'static str, String, Vec<u8>) {
        let response = response(request, "");
        (response.status, header(&response, "Content-Type"), response.body)
    }

    /// All values that are sent under a name, so that one sent twice is noticed.
    fn header(response: &Response, name: &str) -> String {
        let values = response.headers.iter().filter(|(given, _)| given == name);
        values
            .map(|(_, value)| value.as_str())
            .collect::<Vec<_>>()
            .join(" and ")
    }

    #[test]
    fn files_come_with_their_type() {
        assert_eq!(get("GET / HTTP/1.1").1, "text/html; charset=utf-8");
        assert_eq!(get("GET /index.html?a=b HTTP/1.1").0, "200 OK");
        assert_eq!(
            get("GET /sub/a%20b.js HTTP/1.1"),
            ("200 OK", "text/javascript; charset=utf-8".to_owned(), b"1".to_vec())
        );
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for target in [
            "/../secret.txt",
            "/sub/../../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/..%5csecret.txt",
            "//secret.txt",
            "/%00",
            "/%",
            "/%zz",
            "secret.txt",
            "http://127.0.0.1/",
            "",
        ] {
            assert_eq!(get(&format!("GET {target} HTTP/1.1")).0, "404 Not Found", "{target}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_lead_nowhere() {
        let site = site();
        let root = site.path().join("dist");
        std::os::unix::fs::symlink(site.path().join("secret.txt"), root.join("link.txt")).unwrap();
        assert_eq!(
            Response::to("GET /link.txt HTTP/1.1", "", &root).status,
            "404 Not Found"
        );
    }

    #[test]
    fn other_methods_are_refused() {
        for request in ["POST / HTTP/1.1", "DELETE /index.html HTTP/1.1", "", "nonsense"] {
            assert_eq!(get(request).0, "405 Method Not Allowed", "{request}");
        }
    }

    #[test]
    fn headers_are_those_of_the_rules_that_fit() {
        let page = response("GET /?a=b HTTP/1.1", "");
        assert_eq!(header(&page, "Referrer-Policy"), "no-referrer");
        assert_eq!(header(&page, "Cache-Control"), "no-store");
        let script = response("GET /sub/a%20b.js HTTP/1.1", "");
        assert_eq!(header(&script, "Referrer-Policy"), "no-referrer");
        assert_eq!(header(&script, "Cache-Control"), "no-cache");
        assert_eq!(
            header(&response("GET /sums HTTP/1.1", ""), "Content-Type"),
            "text/plain"
        );
    }

    #[test]
    fn what_lies_there_compressed_is_sent_to_who_can_read_it() {
        let sent = |encodings: &str| {
            let response = response("GET / HTTP/1.1", encodings);
            (header(&response, "Content-Encoding"), response.body)
        };
        assert_eq!(sent(""), (String::new(), b"page".to_vec()));
        assert_eq!(sent("gzip, deflate"), ("gzip".to_owned(), b"gzip".to_vec()));
        assert_eq!(sent("gzip, br;q=1.0"), ("br".to_owned(), b"brotli".to_vec()));
        let script = response("GET /sub/a%20b.js HTTP/1.1", "br");
        assert_eq!(
            (header(&script, "Content-Encoding"), script.body),
            (String::new(), b"1".to_vec())
        );
    }
}
