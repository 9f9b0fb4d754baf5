//! `read`: from paths to what was read.

use super::args::{ReadArgs, ReadFormat};
use super::batches::in_batches;
use super::inputs::Found;
use super::intake::{Fate, Gathered, Taken, Tally};
use super::terminal::{hand_over, say};
use super::{Error, Outcome};
use crate::report::{counted, reading};

pub fn run(args: &ReadArgs) -> Result<Outcome, Error> {
    if args.inputs.paths.is_empty() && args.inputs.files_from.is_none() {
        return Err(Error("no path was given; name files or folders, or - for standard input".to_owned()));
    }
    let found = Found::of(&args.inputs);
    super::on_threads(args.inputs.jobs, found.inputs.len(), || {
        let mut tally = Tally::of(&found);
        let mut all = Gathered::room_for(&found.inputs)?;
        let read = |number, input: &_| Taken::of(input, number);
        in_batches(&found.inputs, read, |first, batch| {
            for (input, taken) in found.inputs.iter().skip(first).zip(batch) {
                if let Some(words) = tally.count(input, &taken.fate) {
                    say(&words);
                }
                if let Fate::Refused(_, why) = &taken.fate {
                    say(&format!("error: {}: {}", input.name, why.words()));
                }
                all.add(taken);
            }
            Ok::<(), Error>(())
        })?;
        let Gathered { sources, filings } = &all;
        tally.close(filings.len(), &args.inputs);
        let report = match args.output_format {
            ReadFormat::Json => reading::object(filings, sources),
            ReadFormat::Jsonl => reading::lines(filings, sources),
            ReadFormat::Csv => reading::table(filings, sources),
        };
        hand_over(&report, args.output.as_deref())?;
        if !args.inputs.quiet {
            say(&format!("{} read", counted(filings.len(), "filing")));
        }
        Ok(Outcome::of(false, tally.is_untrusted()))
    })
}
