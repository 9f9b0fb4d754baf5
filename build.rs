//! Turns rule files and tables into JSON, which the program holds.
//!
//! They are written in TOML, for people. The program reads them at every start, and JSON is read at a tenth of the
//! cost. A file that is no TOML stops the build at its line.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use toml::Value as Toml;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for shelf in ["rules", "tables"] {
        println!("cargo::rerun-if-changed={shelf}");
        convert(Path::new(shelf), &out.join(shelf))?;
    }
    fs::write(out.join("rules.sha256"), hash_of_rules()?)?;
    Ok(())
}

/// SHA-256 of the rule files, in the order of their paths, each followed by a zero. It stands in every report, and to
/// work it out at every start took as long as checking ten filings.
fn hash_of_rules() -> Result<String, Box<dyn Error>> {
    let mut files = Vec::new();
    for family in fs::read_dir("rules")? {
        let family = family?.path();
        if family.is_dir() {
            files.extend(
                fs::read_dir(family)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?,
            );
        }
    }
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let mut digest = Sha256::new();
    for file in files {
        digest.update(fs::read(file)?);
        digest.update([0]);
    }
    Ok(format!("{:x}", digest.finalize()))
}

/// Writes a file of JSON for each file of TOML in a folder and those within, under the same name.
fn convert(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            convert(&path, &to.join(name))?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let written: toml::Table =
                toml::from_str(&fs::read_to_string(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
            let json = json(Toml::Table(written)).ok_or_else(|| format!("{}: a number is none", path.display()))?;
            fs::write(to.join(name).with_extension("json"), json.to_string())?;
        }
    }
    Ok(())
}

/// The same value; a date as text. None where a number is not finite.
fn json(value: Toml) -> Option<Json> {
    Some(match value {
        Toml::String(text) => Json::String(text),
        Toml::Integer(number) => Json::from(number),
        Toml::Float(number) => Json::Number(serde_json::Number::from_f64(number)?),
        Toml::Boolean(truth) => Json::Bool(truth),
        Toml::Datetime(date) => Json::String(date.to_string()),
        Toml::Array(list) => Json::Array(list.into_iter().map(json).collect::<Option<_>>()?),
        Toml::Table(table) => {
            Json::Object(table.into_iter().map(|(key, value)| Some((key, json(value)?))).collect::<Option<_>>()?)
        }
    })
}
