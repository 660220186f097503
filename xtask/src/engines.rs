//! The browsers of the tests, one of each engine, and what drives them: found, installed
//! where that is possible, or asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{cargo, program, run, target, workshop};
use crate::tools::{self, apt_install, named_in, on_path, quiet_output};

/// Mozilla's driver for Firefox, where none is on the path.
const GECKODRIVER: &str = "0.37.1";

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// As it is named in `ASSUMABLE_ENGINES`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The browser and what drives it.
    pub(crate) fn programs(self) -> Result<Programs> {
        match self {
            Self::Chromium => tools::browser().map(|found| Programs {
                browser: found.chromium,
                driver: found.driver,
            }),
            Self::Firefox => Ok(Programs {
                browser: firefox()?,
                driver: geckodriver()?,
            }),
            Self::WebKit => webkit(),
        }
    }

    /// The variables in which `wasm-tests/engines/driver.mjs` looks for browser and driver.
    fn variables(self) -> [&'static str; 2] {
        match self {
            Self::Chromium => ["CHROMIUM", "CHROMEDRIVER"],
            Self::Firefox => ["FIREFOX", "GECKODRIVER"],
            Self::WebKit => ["MINIBROWSER", "WEBKITDRIVER"],
        }
    }

    /// A command that runs another one with all that `wasm-bindgen-test-runner` has to know of the
    /// engine. `WebKitGTK` is Safari to it: both drivers speak as the standard says.
    pub(crate) fn for_runner(self, command: &Command) -> Result<Command> {
        let Programs { browser, driver } = self.programs()?;
        let (variable, options, arguments) = match self {
            Self::Chromium => (
                "CHROMEDRIVER",
                "goog:chromeOptions",
                r#""--headless", "--no-sandbox", "--disable-gpu""#,
            ),
            Self::Firefox => ("GECKODRIVER", "moz:firefoxOptions", r#""-headless""#),
            Self::WebKit => ("SAFARIDRIVER", "webkitgtk:browserOptions", r#""--automation""#),
        };
        let binary = browser.display().to_string().replace('\\', r"\\").replace('"', "\\\"");
        let capabilities = workshop().join(format!("{}.json", self.name()));
        fs::create_dir_all(workshop())?;
        fs::write(
            &capabilities,
            format!(r#"{{"{options}": {{"binary": "{binary}", "args": [{arguments}]}}}}"#),
        )?;
        let mut whole = if self == Self::WebKit {
            let mut screen = program("xvfb-run");
            screen.arg("--auto-servernum").arg(command.get_program());
            screen
        } else {
            program(command.get_program())
        };
        for other in ["CHROMEDRIVER", "GECKODRIVER", "SAFARIDRIVER"] {
            whole.env_remove(other);
        }
        whole
            .args(command.get_args())
            .env(variable, driver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
        Ok(whole)
    }
}

/// A browser, and the program that drives it.
pub(crate) struct Programs {
    browser: PathBuf,
    driver: PathBuf,
}

/// All of them, or those that `ASSUMABLE_ENGINES` names, separated by commas.
pub(crate) fn chosen() -> Result<Vec<Engine>> {
    let Ok(names) = std::env::var("ASSUMABLE_ENGINES") else {
        return Ok(Engine::ALL.to_vec());
    };
    println!("ASSUMABLE_ENGINES={names}: the other engines are left out");
    let engine = |name: &str| Engine::ALL.into_iter().find(|engine| engine.name() == name.trim());
    names
        .split(',')
        .map(|name| {
            engine(name).with_context(|| {
                format!(
                    "ASSUMABLE_ENGINES names `{name}`, which is none of {:?}",
                    Engine::ALL.map(Engine::name)
                )
            })
        })
        .collect()
}

const LEAVE_OUT: &str = "ASSUMABLE_ENGINES leaves an engine out, e.g. ASSUMABLE_ENGINES=chromium";

fn firefox() -> Result<PathBuf> {
    let find = || named_in("FIREFOX").or_else(|| ["firefox-esr", "firefox"].into_iter().find_map(on_path));
    if let Some(firefox) = find() {
        return Ok(firefox);
    }
    let needed = format!("Firefox is needed on the path, or named in FIREFOX. {LEAVE_OUT}");
    apt_install(&["firefox-esr"]).with_context(|| needed.clone())?;
    find().context(needed)
}

fn geckodriver() -> Result<PathBuf> {
    if let Some(driver) = named_in("GECKODRIVER").or_else(|| on_path("geckodriver")) {
        return Ok(driver);
    }
    let root = target().join("tools");
    let driver = root
        .join("bin")
        .join(format!("geckodriver{}", std::env::consts::EXE_SUFFIX));
    if !is_geckodriver(&driver) {
        println!("geckodriver is not on the path: installing version {GECKODRIVER} into target/tools, once");
        run(cargo()
            .args(["install", "--locked", "geckodriver", "--version", GECKODRIVER, "--root"])
            .arg(&root)
            .env("CARGO_TARGET_DIR", workshop().join("geckodriver"))
            // It passes messages on: not worth the time of the optimizer.
            .args(["--profile", "dev"])
            .env("CARGO_PROFILE_DEV_DEBUG", "0"))?;
    }
    Ok(driver)
}

fn is_geckodriver(driver: &Path) -> bool {
    quiet_output(program(driver).arg("--version"))
        .is_some_and(|version| version.starts_with(&format!("geckodriver {GECKODRIVER}")))
}

/// `WebKitGTK`, which is not Safari, but has its engine on a machine that can be had anywhere.
fn webkit() -> Result<Programs> {
    if let Some(found) = find_webkit() {
        return Ok(found);
    }
    let needed = format!(
        "WebKitWebDriver and the MiniBrowser of WebKitGTK are needed, and xvfb-run, since it wants a screen. Install \
         them and put them on the path, or name the first two in WEBKITDRIVER and MINIBROWSER. {LEAVE_OUT}"
    );
    apt_install(&["webkit2gtk-driver", "xvfb", "xauth"]).with_context(|| needed.clone())?;
    find_webkit().context(needed)
}

fn find_webkit() -> Option<Programs> {
    on_path("xvfb-run")?;
    on_path("xauth")?;
    Some(Programs {
        browser: named_in("MINIBROWSER").or_else(mini_browser)?,
        driver: named_in("WEBKITDRIVER").or_else(|| on_path("WebKitWebDriver"))?,
    })
}

/// It is no program for everyone's path: it lies beside the libraries of `WebKitGTK`.
fn mini_browser() -> Option<PathBuf> {
    let libraries = ["/usr/lib", "/usr/libexec", "/usr/lib64"].map(PathBuf::from);
    let architectures = libraries
        .iter()
        .filter_map(|folder| folder.read_dir().ok())
        .flat_map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())));
    libraries
        .iter()
        .cloned()
        .chain(architectures)
        .flat_map(|folder| {
            ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"].map(|api| folder.join(api).join("MiniBrowser"))
        })
        .find(|path| path.is_file())
}

/// The environment in which the programs of every chosen engine are named.
pub(crate) fn environment() -> Result<Vec<(&'static str, String)>> {
    let mut named = Vec::new();
    for engine in chosen()? {
        let Programs { browser, driver } = engine.programs()?;
        let programs = [browser, driver].map(|program| program.display().to_string());
        named.extend(engine.variables().into_iter().zip(programs));
    }
    Ok(named)
}
