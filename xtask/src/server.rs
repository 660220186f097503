//! A small server of static files for this machine alone, with the headers that a
//! host should send.

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

/// Sent with everything. `index.html` says its own Content-Security-Policy, which is
/// sent as a header too.
const HEADERS: &str = "\
Cache-Control: no-cache\r\n\
Cross-Origin-Opener-Policy: same-origin\r\n\
Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n\
Referrer-Policy: no-referrer\r\n\
X-Content-Type-Options: nosniff\r\n\
Connection: close\r\n";

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
    // Read to its end, or the client would see its connection reset.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    respond(stream, &Response::to(&request, folder))
}

fn respond(mut stream: TcpStream, response: &Response) -> Result<()> {
    let policy = response
        .policy
        .as_ref()
        .map(|policy| format!("Content-Security-Policy: {policy}\r\n"));
    write!(
        stream,
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{HEADERS}{}\r\n",
        response.status,
        response.content_type,
        response.body.len(),
        policy.unwrap_or_default(),
    )?;
    if !response.head_only {
        stream.write_all(&response.body)?;
    }
    Ok(stream.flush()?)
}

struct Response {
    status: &'static str,
    content_type: &'static str,
    policy: Option<String>,
    body: Vec<u8>,
    head_only: bool,
}

impl Response {
    fn to(request: &str, folder: &Path) -> Self {
        let mut words = request.split(' ');
        let method = words.next().unwrap_or_default();
        if !["GET", "HEAD"].contains(&method) {
            return Self::plain("405 Method Not Allowed");
        }
        let head_only = method == "HEAD";
        let Some(file) = words.next().and_then(|target| file(target, folder)) else {
            return Self {
                head_only,
                ..Self::plain("404 Not Found")
            };
        };
        match fs::read(&file) {
            Ok(body) => Self {
                status: "200 OK",
                content_type: content_type(&file),
                policy: policy(&file, &body),
                body,
                head_only,
            },
            Err(_) => Self {
                head_only,
                ..Self::plain("404 Not Found")
            },
        }
    }

    fn plain(status: &'static str) -> Self {
        Self {
            status,
            content_type: "text/plain; charset=utf-8",
            policy: None,
            body: status.as_bytes().to_vec(),
            head_only: false,
        }
    }
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

/// The policy in a page's own `<meta>`, so that the header says no other one. A frame's
/// page may be framed; the others may not.
fn policy(file: &Path, body: &[u8]) -> Option<String> {
    if file.extension()? != "html" {
        return None;
    }
    let page = str::from_utf8(body).ok()?;
    let (_, behind) = page.split_once("http-equiv=\"Content-Security-Policy\"")?;
    let (_, behind) = behind.split_once("content=\"")?;
    let (policy, _) = behind.split_once('"')?;
    let policy = policy.split_whitespace().collect::<Vec<_>>().join(" ");
    let framed = file.file_stem()? == "embed";
    Some(if framed {
        policy
    } else {
        format!("{}; frame-ancestors 'none'", policy.trim_end_matches(';'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a page in it, and a secret beside it.
    fn site() -> tempfile::TempDir {
        let site = tempfile::tempdir().unwrap();
        let root = site.path().join("dist");
        fs::create_dir_all(root.join("sub")).unwrap();
        let page =
            "<meta\n http-equiv=\"Content-Security-Policy\"\n content=\"default-src 'none';\n  img-src data:;\">";
        fs::write(root.join("index.html"), page).unwrap();
        fs::write(root.join("embed.html"), page).unwrap();
        fs::write(root.join("sub/a b.js"), "1").unwrap();
        fs::write(site.path().join("secret.txt"), "secret").unwrap();
        site
    }

    fn get(request: &str) -> (&'static str, &'static str, Vec<u8>) {
        let site = site();
        let response = Response::to(request, &site.path().join("dist"));
        (response.status, response.content_type, response.body)
    }

    #[test]
    fn files_come_with_their_type() {
        assert_eq!(get("GET / HTTP/1.1").1, "text/html; charset=utf-8");
        assert_eq!(get("GET /index.html?a=b HTTP/1.1").0, "200 OK");
        assert_eq!(
            get("GET /sub/a%20b.js HTTP/1.1"),
            ("200 OK", "text/javascript; charset=utf-8", b"1".to_vec())
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
        assert_eq!(Response::to("GET /link.txt HTTP/1.1", &root).status, "404 Not Found");
    }

    #[test]
    fn other_methods_are_refused() {
        for request in ["POST / HTTP/1.1", "DELETE /index.html HTTP/1.1", "", "nonsense"] {
            assert_eq!(get(request).0, "405 Method Not Allowed", "{request}");
        }
    }

    #[test]
    fn the_header_says_the_policy_of_the_page() {
        let site = site();
        let policy = |page: &str| Response::to(&format!("GET /{page} HTTP/1.1"), &site.path().join("dist")).policy;
        assert_eq!(
            policy("index.html").as_deref(),
            Some("default-src 'none'; img-src data:; frame-ancestors 'none'")
        );
        assert_eq!(
            policy("embed.html").as_deref(),
            Some("default-src 'none'; img-src data:;")
        );
        assert_eq!(policy("sub/a%20b.js"), None);
    }
}
