//! Commands and exit codes. With `report`, the only place that prints or exits.

mod accepted;
mod args;
mod baseline;
mod batches;
mod check;
mod explain;
mod house;
mod init;
mod inputs;
mod intake;
mod printer;
mod progress;
mod read;
mod settings;
mod setup;
mod shown;
mod sink;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command, RulesCommand};
use terminal::say;

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    /// No finding at or above what was to fail.
    Passed,
    /// At least one.
    Failed,
    /// The run could not be trusted.
    Untrusted,
}

impl Outcome {
    fn of(failed: bool, untrusted: bool) -> Outcome {
        match (untrusted, failed) {
            (true, _) => Outcome::Untrusted,
            (false, true) => Outcome::Failed,
            (false, false) => Outcome::Passed,
        }
    }

    fn code(self) -> u8 {
        match self {
            Outcome::Passed => 0,
            Outcome::Failed => 1,
            Outcome::Untrusted => 2,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(outcome.code())
    }
}

/// Runs the command line.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) => {
            // Where nobody reads the help, there is nobody to tell.
            let _ = told.print();
            return if told.use_stderr() { Outcome::Untrusted.into() } else { Outcome::Passed.into() };
        }
    };
    let done = match cli.command {
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Read(args)) => read::run(&args),
        Some(Command::Explain(args)) => explain::page(&args),
        Some(Command::Rules(args)) => match &args.what {
            Some(RulesCommand::Test(files)) => house::test(files),
            Some(RulesCommand::Check(files)) => house::check(files),
            None => explain::rules(&args),
        },
        Some(Command::Init(args)) => init::run(&args),
        None => check::run(&cli.check),
    };
    match done {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            say(&error.to_string());
            Outcome::Untrusted.into()
        }
    }
}

/// What the world refused, or what was asked wrongly: one sentence, exit code 2.
#[derive(Debug)]
struct Error(String);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "error: {}", self.0)
    }
}

impl std::error::Error for Error {}

/// Runs on so many threads, on as many as there are processors where none are given; this thread is one of them.
/// One input keeps no more than one busy.
fn on_threads<T: Send>(
    jobs: Option<usize>,
    inputs: usize,
    work: impl FnOnce() -> Result<T, Error> + Send,
) -> Result<T, Error> {
    let threads = if inputs > 1 { jobs.unwrap_or_default() } else { 1 };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).use_current_thread().build();
    pool.map_err(|error| Error(format!("--jobs {threads}: {error}")))?.install(work)
}
