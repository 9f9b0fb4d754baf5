use std::process::ExitCode;

fn main() -> ExitCode {
    edgarlint::cli::run()
}
