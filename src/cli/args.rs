//! What may be written on the command line.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Severity;
use crate::filing::{Certainty, Stage};
use crate::rules::Profile;
use crate::words;

/// A compliance linter for SEC beneficial-ownership filings: Forms 3, 4 and 5, Schedules 13D and 13G.
///
/// `edgarlint PATH…` checks: it means `edgarlint check PATH…`.
#[derive(Parser)]
#[command(name = "edgarlint", version, args_conflicts_with_subcommands = true, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub check: CheckArgs,
}

#[derive(Subcommand)]
pub enum Command {
    /// Read filings and report findings
    #[command(after_help = EXIT_CODES)]
    Check(CheckArgs),
    /// Print what was read: every value with its place and how surely it was read
    Read(ReadArgs),
    /// Print a rule's page: what, why, instead, on whose authority
    Explain(ExplainArgs),
    /// List every rule on one line, or put rule files of your own to the test
    #[command(args_conflicts_with_subcommands = true)]
    Rules(RulesArgs),
    /// Write an edgarlint.toml with every key and its default
    Init(InitArgs),
}

const EXIT_CODES: &str = "\
Exit codes:
  0  no finding at or above --fail-on
  1  at least one
  2  the run could not be trusted: bad usage, a path that does not exist, no filing found,
     an input that could not be read or recognised, a rule that failed";

/// Which inputs, and how.
#[derive(Args, Clone)]
pub struct InputArgs {
    /// Files, folders (walked), globs, or - for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
    /// Also read the paths in this file, one a line; - for standard input
    #[arg(long, value_name = "FILE", help_heading = "Inputs")]
    pub files_from: Option<String>,
    /// What to call standard input
    #[arg(long, value_name = "NAME", default_value = "-", help_heading = "Inputs")]
    pub stdin_filename: String,
    /// Exit with 2 also where a walked folder holds files that are no filing
    #[arg(long, help_heading = "Inputs")]
    pub strict_inputs: bool,
    /// How many threads; as many as there are processors when left out
    #[arg(long, value_name = "N", help_heading = "Inputs")]
    pub jobs: Option<usize>,
    /// Say nothing on standard error but what went wrong
    #[arg(short, long, help_heading = "Report")]
    pub quiet: bool,
}

/// Which rules, and what they may say.
#[derive(Args)]
pub struct RuleArgs {
    /// Which rules: each profile holds the one before; compliance where no edgarlint.toml says otherwise
    #[arg(long, value_enum, value_name = "NAME", help_heading = "Rules")]
    pub profile: Option<ProfileArg>,
    /// Ask these rules or families alone, whatever their profile
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    pub select: Vec<String>,
    /// Ask these rules or families as well
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    pub extend_select: Vec<String>,
    /// Leave these rules or families out
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    pub ignore: Vec<String>,
    /// Give a rule another severity: off, note, warning or error; one that is outside the profile is then asked
    #[arg(long, value_name = "RULE=LEVEL", value_delimiter = ',', help_heading = "Rules")]
    pub severity: Vec<String>,
    /// Read this file in place of the edgarlint.toml that is nearest to each input
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Rules")]
    pub config: Option<PathBuf>,
    /// Read no edgarlint.toml
    #[arg(long, help_heading = "Rules")]
    pub no_config: bool,
}

#[derive(Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Print what holds for each input and who said so, and check nothing
    #[arg(long, help_heading = "Rules")]
    pub show_settings: bool,
    /// Exit with 1 from this severity on; error where no edgarlint.toml says otherwise
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = "Report")]
    pub fail_on: Option<FailOn>,
    /// Show people findings from this severity on; other formats than human and concise carry all
    #[arg(long, value_enum, default_value_t = Level::Note, value_name = "LEVEL", help_heading = "Report")]
    pub show: Level,
    /// Show people at most so many findings of a rule in a file; 0 for all; other formats carry all
    #[arg(long, value_name = "N", default_value_t = 20, help_heading = "Report")]
    pub max_per_rule: usize,
    /// Leave out what was read less surely than this
    #[arg(long, value_enum, default_value_t = CertaintyArg::Guessed, value_name = "HOW", help_heading = "Rules")]
    pub min_certainty: CertaintyArg,
    /// Whether EDGAR has seen the documents; found from each when left out
    #[arg(long, value_enum, default_value_t = StageArg::Auto, value_name = "STAGE", help_heading = "Rules")]
    pub stage: StageArg,
    /// Today, for what must not lie in the future
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, help_heading = "Rules")]
    pub as_of: Option<NaiveDate>,
    /// Compare the filings of the run with each other; on when there are several
    #[arg(long, overrides_with = "no_across", help_heading = "Rules")]
    pub across: bool,
    /// Judge each filing alone
    #[arg(long, overrides_with = "across", help_heading = "Rules")]
    pub no_across: bool,
    /// Findings that this file knows fail no run
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub baseline: Option<PathBuf>,
    /// Heed no suppression
    #[arg(long, help_heading = "Rules")]
    pub ignore_suppressions: bool,
    /// Write what is found to the baseline: it is known from now on
    #[arg(long, requires = "baseline", help_heading = "Rules")]
    pub update_baseline: bool,
    /// Also tell what was looked at, with SHA-256, and which rules were asked and passed; in JSON and Markdown
    #[arg(long, help_heading = "Report")]
    pub audit: bool,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = CheckFormat::Human, value_name = "FORMAT", help_heading = "Report")]
    pub output_format: CheckFormat,
    /// Write the findings to this file
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub output: Option<PathBuf>,
    /// Write a report of another format to a file as well; may be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_parser = also, help_heading = "Report")]
    pub also: Vec<Also>,
    /// Count findings by rule at the end
    #[arg(long, help_heading = "Report")]
    pub statistics: bool,
    /// Whether to use colours; NO_COLOR is heeded
    #[arg(long, value_enum, default_value_t = When::Auto, value_name = "WHEN", help_heading = "Report")]
    pub color: When,
    /// Whether to show on standard error how far the run has come: on a screen, when it takes its time
    #[arg(long, value_enum, default_value_t = When::Auto, value_name = "WHEN", help_heading = "Report")]
    pub progress: When,

    #[command(flatten)]
    pub inputs: InputArgs,
}

impl CheckArgs {
    pub fn as_of(&self) -> NaiveDate {
        self.as_of.unwrap_or_else(|| chrono::Local::now().date_naive())
    }

    /// The formats of the run and their files, the one of `--output-format` first.
    pub fn outputs(&self) -> impl Iterator<Item = (CheckFormat, Option<&Path>)> {
        let first = (self.output_format, self.output.as_deref());
        std::iter::once(first).chain(self.also.iter().map(|also| (also.format, Some(also.file.as_path()))))
    }
}

/// A further report and its file.
#[derive(Clone)]
pub struct Also {
    pub format: CheckFormat,
    pub file: PathBuf,
}

#[derive(Args)]
pub struct ReadArgs {
    /// How readings are printed
    ///
    /// In csv, text that a spreadsheet would run, because it starts with =, +, - or @, has an
    /// apostrophe before it. Numbers are never changed.
    #[arg(long, value_enum, default_value_t = ReadFormat::Json, value_name = "FORMAT", help_heading = "Report")]
    pub output_format: ReadFormat,
    /// Write the readings to this file
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub inputs: InputArgs,
}

#[derive(Args)]
pub struct ExplainArgs {
    /// The rule's name
    #[arg(value_name = "RULE")]
    pub rule: String,
    /// Tell whether the rule is asked of this file, and who said so
    #[arg(long = "for", value_name = "FILE", help_heading = "Rules")]
    pub file: Option<String>,
    #[command(flatten)]
    pub rules: RuleArgs,
    /// How the page is printed
    #[arg(long, value_enum, default_value_t = PageFormat::Human, value_name = "FORMAT", help_heading = "Report")]
    pub output_format: PageFormat,
}

#[derive(Args)]
pub struct InitArgs {
    /// The folder that the file is for
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    /// Print the file instead
    #[arg(long)]
    pub stdout: bool,
    /// Print the JSON Schema of the file instead, for editors
    #[arg(long, conflicts_with = "stdout")]
    pub schema: bool,
}

#[derive(Args)]
pub struct RulesArgs {
    #[command(subcommand)]
    pub what: Option<RulesCommand>,
    /// Only the rules of this family
    #[arg(long, value_name = "NAME")]
    pub family: Option<String>,
    /// Only the rules that this profile asks
    #[arg(long, value_enum, value_name = "NAME")]
    pub profile: Option<ProfileArg>,
    /// A rule a line, or the whole catalogue
    #[arg(long, value_enum, default_value_t = ListFormat::Human, value_name = "FORMAT", help_heading = "Report")]
    pub output_format: ListFormat,
}

#[derive(Subcommand)]
pub enum RulesCommand {
    /// Run the tests in rule files
    #[command(after_help = TEST_CODES)]
    Test(RuleFilesArgs),
    /// Find what has no effect in rule files, and what is left out
    #[command(after_help = DOUBT_CODES)]
    Check(RuleFilesArgs),
}

const TEST_CODES: &str = "\
Exit codes:
  0  every test came out as expected
  1  at least one did not
  2  a rule file cannot be used or read, or there is no test";

const DOUBT_CODES: &str = "\
Exit codes:
  0  nothing was found
  1  something was
  2  a rule file cannot be used or read, or there is none";

#[derive(Args)]
pub struct RuleFilesArgs {
    /// Rule files, or folders of them (walked for *.toml)
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How the results are printed
    #[arg(long, value_enum, default_value_t = ListFormat::Human, value_name = "FORMAT", help_heading = "Report")]
    pub output_format: ListFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ProfileArg {
    /// What EDGAR itself checks
    Edgar,
    /// Adds Section 16 and Section 13(d)
    Compliance,
    /// Adds likely slips, style and legibility
    Quality,
}

impl From<ProfileArg> for Profile {
    fn from(arg: ProfileArg) -> Profile {
        match arg {
            ProfileArg::Edgar => Profile::Edgar,
            ProfileArg::Compliance => Profile::Compliance,
            ProfileArg::Quality => Profile::Quality,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Level {
    Error,
    Warning,
    Note,
}

impl From<Level> for Severity {
    fn from(arg: Level) -> Severity {
        match arg {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Note => Severity::Note,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    pub fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum CertaintyArg {
    /// Markup, plain words, or right after its label
    Written,
    /// By its column
    Laid,
    /// The best reading of a damaged place
    Guessed,
}

impl From<CertaintyArg> for Certainty {
    fn from(arg: CertaintyArg) -> Certainty {
        match arg {
            CertaintyArg::Written => Certainty::Written,
            CertaintyArg::Laid => Certainty::Laid,
            CertaintyArg::Guessed => Certainty::Guessed,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum StageArg {
    Auto,
    /// What a filer sends
    Submission,
    /// What one downloads
    Disseminated,
}

impl StageArg {
    pub fn forced(self) -> Option<Stage> {
        match self {
            StageArg::Auto => None,
            StageArg::Submission => Some(Stage::Submission),
            StageArg::Disseminated => Some(Stage::Disseminated),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum CheckFormat {
    Human,
    /// A finding a line
    Concise,
    /// One object
    Json,
    /// A finding a line, the summary last
    Jsonl,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0: code hosts, editors, auditors
    Sarif,
    /// JUnit's XML: a filing is a test
    Junit,
    /// Code Quality of GitLab
    Gitlab,
    /// Checkstyle's XML
    Checkstyle,
    /// A report for people who file and audit
    Markdown,
}

impl CheckFormat {
    /// Whether it is written at the end, from the findings of the whole run.
    pub fn is_whole(self) -> bool {
        match self {
            CheckFormat::Human | CheckFormat::Concise | CheckFormat::Jsonl | CheckFormat::Github => false,
            CheckFormat::Json
            | CheckFormat::Sarif
            | CheckFormat::Junit
            | CheckFormat::Gitlab
            | CheckFormat::Checkstyle
            | CheckFormat::Markdown => true,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ReadFormat {
    /// One object
    Json,
    /// A filing a line
    Jsonl,
    /// A row of Table I or II, or a cover page, a line
    Csv,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum PageFormat {
    Human,
    Markdown,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ListFormat {
    Human,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

fn also(word: &str) -> Result<Also, String> {
    let (format, file) = word.split_once('=').ok_or("a report is written FORMAT=FILE, as json=report.json")?;
    let format = CheckFormat::from_str(format, false).map_err(|_| no_format(format))?;
    match file {
        "" => Err("a report is written FORMAT=FILE, and the file is missing".to_owned()),
        "-" => Err("- is no file; --output-format says what goes to standard output".to_owned()),
        _ => Ok(Also { format, file: file.into() }),
    }
}

/// There is no such format: the nearest name, or all of them.
fn no_format(name: &str) -> String {
    let values: Vec<PossibleValue> =
        CheckFormat::value_variants().iter().filter_map(ValueEnum::to_possible_value).collect();
    let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    let help = match words::nearest(name, names.iter().copied()) {
        Some(nearest) => format!("the nearest name is `{nearest}`"),
        None => format!("the formats are {}", names.join(", ")),
    };
    format!("there is no format `{name}`; {help}")
}

fn day(word: &str) -> Result<NaiveDate, String> {
    let plain = word.len() == 10 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let date = NaiveDate::parse_from_str(word, "%Y-%m-%d").ok().filter(|_| plain);
    date.ok_or_else(|| "a day is written 2003-08-29".to_owned())
}
