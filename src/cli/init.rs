//! `init`: a file to begin with, and its schema.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

use super::args::InitArgs;
use super::terminal::{hand_over, say};
use super::{Error, Outcome};
use crate::config::{FILE, schema, template};

pub fn run(args: &InitArgs) -> Result<Outcome, Error> {
    if args.schema {
        hand_over(&format!("{:#}\n", schema::schema()), None)?;
        return Ok(Outcome::Passed);
    }
    if args.stdout {
        hand_over(&template(), None)?;
        return Ok(Outcome::Passed);
    }
    let path = args.folder.join(FILE);
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Error(format!("{}: the file is there already; nothing was written", path.display()))
        }
        _ => Error(format!("{}: {error}", path.display())),
    };
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
    file.write_all(template().as_bytes()).map_err(failed)?;
    say(&format!("{} was written", path.display()));
    Ok(Outcome::Passed)
}
