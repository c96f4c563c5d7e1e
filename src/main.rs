//! The command `newsparse`; see [`newsparse::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    newsparse::cli::run()
}
