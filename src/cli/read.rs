//! `read`: from paths to what was read.

use super::args::{ReadArgs, ReadFormat};
use super::inputs::{Inputs, Why};
use super::terminal::{hand_over, say};
use super::{Error, Outcome};
use crate::report::{counted, reading};

pub fn run(args: &ReadArgs) -> Result<Outcome, Error> {
    if args.inputs.paths.is_empty() && args.inputs.files_from.is_none() {
        return Err(Error("no path was given; name files or folders, or - for standard input".to_owned()));
    }
    super::on_threads(args.inputs.jobs, || {
        let inputs = Inputs::of(&args.inputs);
        for refused in &inputs.refused {
            let path = &inputs.sources.get(refused.source).path;
            say(&format!("error: {path}: {}", words(&refused.why)));
        }
        let report = match args.output_format {
            ReadFormat::Json => reading::object(&inputs.filings, &inputs.sources),
            ReadFormat::Jsonl => reading::lines(&inputs.filings, &inputs.sources),
            ReadFormat::Csv => reading::table(&inputs.filings, &inputs.sources),
        };
        hand_over(&report, args.output.as_deref())?;
        if !args.inputs.quiet {
            say(&format!("{} read", counted(inputs.filings.len(), "filing")));
        }
        Ok(Outcome::of(false, inputs.untrusted))
    })
}

fn words(why: &Why) -> String {
    match why {
        Why::Unreadable(what) | Why::Undecoded(_, what) => crate::engine::input::words(*what).0,
        Why::Unrecognised(what) => what.words(),
        Why::ReadingFailed => crate::engine::input::READING_FAILED.to_owned(),
    }
}
