//! The program, run in a folder of its own.
#![allow(dead_code, reason = "each of the tests asks for a part of it")]

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;

/// The program as it is where nothing is said of screens and languages.
pub fn edgarlint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_edgarlint"));
    for name in ["NO_COLOR", "COLUMNS", "TERM", "LC_ALL", "LC_CTYPE", "LANG"] {
        command.env_remove(name);
    }
    command
}

/// A folder of its own for one test, with these files in it.
pub fn folder(test: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    for (name, bytes) in files {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().expect("a file in the folder has a parent")).expect("the folder can be made");
        fs::write(file, bytes).expect("the file can be written");
    }
    folder
}

pub fn json(output: &[u8]) -> Value {
    serde_json::from_slice(output).expect("standard output is JSON")
}

/// The rules of a report's findings, in its order.
pub fn rules_of(report: &Value) -> Vec<&str> {
    let findings = report.get("findings").and_then(Value::as_array).expect("findings");
    findings.iter().filter_map(|finding| finding.get("rule").and_then(Value::as_str)).collect()
}
