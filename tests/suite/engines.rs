//! Other programs that run this one over many articles: GNU parallel and Spark give the bytes of one run. Each needs its engine, and
//! says where that is missing.

use std::path::Path;
use std::process::Command;

/// Runs a script of `tests/engines` over a few articles; what it prints.
fn run(mut command: Command, script: &str, articles: &str) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines").join(script);
    let run =
        command.arg(script).args([env!("CARGO_BIN_EXE_newsparse"), articles]).output().expect("the script starts");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{}\n{out}\n{err}", run.status);
    out.into_owned()
}

fn is_missing(what: &str, program: &str, arguments: &[&str]) -> bool {
    let missing = !Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success());
    if missing {
        println!("skipped: {what} is not installed");
    }
    missing
}

#[test]
fn gnu_parallel_gives_the_bytes_of_one_run() {
    if is_missing("GNU parallel", "parallel", &["--version"]) || is_missing("Python", "python3", &["--version"]) {
        return;
    }
    assert!(run(Command::new("bash"), "parallel.sh", "60").contains("the same bytes"));
}

#[test]
fn spark_gives_the_bytes_of_one_run() {
    if is_missing("PySpark", "python3", &["-c", "import pyspark"]) || is_missing("Java", "java", &["-version"]) {
        return;
    }
    assert!(run(Command::new("python3"), "spark_pipe.py", "60").contains("the same bytes"));
}
