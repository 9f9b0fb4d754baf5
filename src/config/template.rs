//! The file that `init` writes: every key, what it says, and its default or an example.

use std::fmt::Write as _;

use super::keys::{Key, Within, of};

/// Columns of a line of prose.
const WIDTH: usize = 100;

/// A configuration that changes nothing, with every key in it.
#[must_use]
pub fn template() -> String {
    let mut file = String::from("# What edgarlint checks here: see docs/CONFIGURATION.md.\n");
    for key in of(Within::Root) {
        let header = match key.name {
            "rules" => Some(("[rules]", Within::Rule)),
            "overrides" => Some(("[[overrides]]", Within::Override)),
            "suppress" => Some(("[[suppress]]", Within::Suppress)),
            _ => None,
        };
        file.push('\n');
        prose(&mut file, key.says);
        match header {
            None => line(&mut file, key),
            Some((header, Within::Rule)) => {
                // The one header that may stand without anything below it.
                let _ = writeln!(file, "{header}\n# code-missing = \"warning\"");
                let inner: Vec<String> =
                    of(Within::Rule).map(|key| format!("{} = {}", key.name, key.example)).collect();
                let _ = writeln!(file, "# option-term-outlier = {{ {}, years = 12 }}", inner.join(", "));
            }
            Some((header, within)) => {
                let _ = writeln!(file, "# {header}");
                let longest = of(within).map(|key| key.name.len()).max().unwrap_or(0);
                for Key { name, example, says, .. } in of(within) {
                    let _ = writeln!(file, "# {name:longest$} = {example}  # {says}");
                }
            }
        }
    }
    file
}

/// A key that stands for itself: its default, or an example that does nothing.
fn line(file: &mut String, key: &Key) {
    let _ = match key.default {
        Some(default) => writeln!(file, "{} = {default}", key.name),
        None => writeln!(file, "# {} = {}", key.name, key.example),
    };
}

/// A sentence as comments, broken between words.
fn prose(file: &mut String, says: &str) {
    let mut row = String::from("#");
    for word in says.split(' ') {
        if row.len() + 1 + word.len() > WIDTH {
            let _ = writeln!(file, "{row}");
            row.truncate(1);
        }
        row.push(' ');
        row.push_str(word);
    }
    let _ = writeln!(file, "{row}");
}
