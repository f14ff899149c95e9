//! The part `deny`: whether the packages that this one is built from are what `deny.toml` allows.
//!
//! cargo-deny does it where it is installed. Else the same file is read here: licences, bans and sources. Known
//! vulnerabilities need the database of advisories, which only cargo-deny reads.

use std::fs;

use serde_json::Value;
use spdx::{Expression, Licensee, ParseMode};

use crate::error::{Error, Result};
use crate::paths;
use crate::process::Run;

/// Checks all packages in `Cargo.lock`.
pub(crate) fn run() -> Result<()> {
    if paths::find_in(paths::on_path(), "cargo-deny").is_some() {
        return Run::cargo().words("deny --all-features check bans licenses sources").run();
    }
    let rules = Rules::read(&fs::read_to_string(paths::root().join("deny.toml")).map_err(Error::file("cannot read deny.toml"))?)?;
    let described = Run::cargo().words("metadata --locked --all-features --format-version 1").written()?;
    let described: Value =
        serde_json::from_str(&described).map_err(|error| Error::Tree(format!("cargo metadata wrote no JSON: {error}")))?;
    let packages = described["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let wrong: Vec<String> = packages.iter().flat_map(|package| rules.faults(package)).collect();
    if packages.is_empty() {
        return Err(Error::Tree("cargo metadata names no package".to_owned()));
    }
    if wrong.is_empty() {
        println!("{} packages are as deny.toml allows. cargo-deny is not installed, so advisories were not looked at.", packages.len());
        return Ok(());
    }
    Err(Error::Tree(format!("not as deny.toml allows:\n  {}", wrong.join("\n  "))))
}

/// What is read of `deny.toml`.
struct Rules {
    licenses: Vec<Licensee>,
    /// A package, and the licences that it may have beside those.
    exceptions: Vec<(String, Vec<Licensee>)>,
    banned: Vec<(String, String)>,
    registries: Vec<String>,
}

impl Rules {
    fn read(text: &str) -> Result<Self> {
        let table: toml::Table = text.parse().map_err(|error| Error::Tree(format!("deny.toml: {error}")))?;
        let list = |section: &str, key: &str| {
            let found = table.get(section).and_then(|section| section.get(key)).and_then(toml::Value::as_array);
            found.ok_or_else(|| Error::Tree(format!("deny.toml has no list [{section}] {key}")))
        };
        let texts = |list: &[toml::Value]| list.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect::<Vec<_>>();
        let banned = |ban: &toml::Value| {
            let text = |key: &str| ban.get(key).and_then(toml::Value::as_str).map(str::to_owned);
            Some((text("crate")?, text("reason").unwrap_or_default()))
        };
        let licensee =
            |name: &String| Licensee::parse(name).map_err(|error| Error::Tree(format!("deny.toml: {name} is no licence: {error}")));
        let licensees = |list: &[toml::Value]| texts(list).iter().map(licensee).collect::<Result<Vec<_>>>();
        let exception = |exception: &toml::Value| {
            let package = exception.get("crate").and_then(toml::Value::as_str).unwrap_or_default().to_owned();
            Ok((package, licensees(exception.get("allow").and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default())?))
        };
        Ok(Self {
            licenses: licensees(list("licenses", "allow")?)?,
            exceptions: list("licenses", "exceptions")?.iter().map(exception).collect::<Result<_>>()?,
            banned: list("bans", "deny")?.iter().filter_map(banned).collect(),
            registries: texts(list("sources", "allow-registry")?),
        })
    }

    /// What is wrong with a package of `cargo metadata`. Those without a source are our own.
    fn faults(&self, package: &Value) -> Vec<String> {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let (name, license) = (text("name"), text("license"));
        let mut faults = Vec::new();
        let allowed = self.exceptions.iter().filter(|(package, _)| package == name).flat_map(|(_, licenses)| licenses);
        if !allows(&allowed.chain(&self.licenses).collect::<Vec<_>>(), license) {
            faults.push(format!("its licence is `{license}`"));
        }
        if let Some((_, reason)) = self.banned.iter().find(|(banned, _)| banned == name) {
            faults.push(format!("it is banned: {reason}"));
        }
        if let Some(source) = package["source"].as_str()
            && !self.registries.iter().any(|registry| source.strip_prefix("registry+") == Some(registry))
        {
            faults.push(format!("it comes from {source}"));
        }
        let wildcards = package["dependencies"].as_array().into_iter().flatten().filter(|dependency| dependency["req"] == "*");
        if package["source"].is_null() && wildcards.clone().any(|dependency| dependency["path"].is_null()) {
            faults.push("it takes any version of a package".to_owned());
        }
        faults.into_iter().map(|fault| format!("{name} {}: {fault}", text("version"))).collect()
    }
}

/// Whether a package under `license` may be used. Older packages write `MIT/Apache-2.0`.
fn allows(licenses: &[&Licensee], license: &str) -> bool {
    let allowed = |expression: Expression| expression.evaluate(|wanted| licenses.iter().any(|known| known.satisfies(wanted)));
    Expression::parse_mode(license, ParseMode::LAX).is_ok_and(allowed)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn faults(package: &Value) -> Vec<String> {
        let text = fs::read_to_string(paths::root().join("deny.toml")).expect("deny.toml");
        Rules::read(&text).expect("rules").faults(package)
    }

    #[test]
    fn what_is_allowed_has_no_faults() {
        let index = "registry+https://github.com/rust-lang/crates.io-index";
        for license in ["MIT", "MIT/Apache-2.0", "GPL-3.0 OR MIT", "(MIT OR Apache-2.0) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception"]
        {
            let package = json!({ "name": "one", "version": "1.0.0", "license": license, "source": index });
            assert_eq!(faults(&package), [""; 0], "{license}");
        }
    }

    #[test]
    fn each_kind_of_fault_is_named() {
        let package =
            |name: &str, license: Value, source: Value| json!({ "name": name, "version": "1.0.0", "license": license, "source": source });
        assert_eq!(faults(&package("one", json!("GPL-3.0 AND MIT"), Value::Null)), ["one 1.0.0: its licence is `GPL-3.0 AND MIT`"]);
        assert_eq!(faults(&package("one", json!("MPL-2.0"), Value::Null)), ["one 1.0.0: its licence is `MPL-2.0`"]);
        assert_eq!(faults(&package("cssparser", json!("MPL-2.0"), Value::Null)), [""; 0]);
        assert_eq!(faults(&package("one", Value::Null, Value::Null)), ["one 1.0.0: its licence is ``"]);
        assert!(faults(&package("openssl", json!("MIT"), Value::Null))[0].contains("banned: TLS is rustls"));
        assert_eq!(
            faults(&package("one", json!("MIT"), json!("git+https://example.org/one"))),
            ["one 1.0.0: it comes from git+https://example.org/one"]
        );
        let wild = json!({ "name": "one", "version": "1.0.0", "license": "MIT", "dependencies": [{ "req": "*" }] });
        assert_eq!(faults(&wild), ["one 1.0.0: it takes any version of a package"]);
    }
}
