//! What the README shows is so: its recipes run as they stand there, and its sessions print what they say. `NEWSPARSE_BLESS=1 cargo test
//! --test suite recipes::` writes what they print now; read the difference.

use std::path::Path;
use std::process::Command;

/// The fenced `sh` blocks of the README's "Recipes" section that hold a jq program, with the line each begins on.
fn recipes(readme: &str) -> Vec<(usize, String)> {
    let mut recipes = Vec::new();
    let (mut in_section, mut block) = (false, None::<(usize, String)>);
    for (number, line) in readme.lines().enumerate() {
        match (&mut block, line) {
            (None, _) if line.starts_with("## ") => in_section = line == "## Recipes",
            (None, "```sh") if in_section => block = Some((number + 1, String::new())),
            (Some(_), "```") => recipes.extend(block.take()),
            (Some((_, text)), _) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, _) => {}
        }
    }
    recipes.retain(|(_, text)| text.contains("newsparse") && text.contains("jq "));
    recipes
}

/// The commands of the README's `console` blocks with what they print there, and the line each stands on.
fn sessions(readme: &str) -> Vec<(usize, String, String)> {
    let mut sessions: Vec<(usize, String, String)> = Vec::new();
    let mut in_block = false;
    for (number, line) in readme.lines().enumerate() {
        match line {
            "```console" => in_block = true,
            "```" => in_block = false,
            _ if !in_block => {}
            _ => match (line.strip_prefix("$ "), sessions.last_mut()) {
                (Some(command), _) => sessions.push((number + 1, command.to_owned(), String::new())),
                (None, Some((_, _, output))) => {
                    output.push_str(line);
                    output.push('\n');
                }
                (None, None) => panic!("README.md:{}: output without a command", number + 1),
            },
        }
    }
    sessions
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("the README can be read")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn jq_is_missing() -> bool {
    let missing = Command::new("jq").arg("--version").output().is_err();
    if missing {
        println!("skipped: jq is not installed");
    }
    missing
}

/// Runs a script as a reader would, with the program on the search path; what it prints.
fn run(line: usize, script: &str) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_newsparse"));
    let mut path = vec![binary.parent().expect("the program is in a folder").to_path_buf()];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let path = std::env::join_paths(path).expect("a search path");
    // pipefail: the program's own failure must not hide behind jq.
    let strict = format!("set -euo pipefail\n{script}");
    let run = Command::new("bash").args(["-c", &strict]).current_dir(root()).env("PATH", &path).output();
    let run = run.expect("bash starts");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "README.md:{line}: {}\n{script}\n{err}", run.status);
    out.into_owned()
}

#[test]
fn recipes_of_the_readme_run() {
    let recipes = recipes(&readme());
    assert!(recipes.len() >= 8, "only {} recipes found in the README", recipes.len());
    if jq_is_missing() {
        return;
    }
    for (line, recipe) in recipes {
        assert!(!run(line, &recipe).trim().is_empty(), "README.md:{line} prints nothing\n{recipe}");
    }
}

#[test]
fn sessions_of_the_readme_print_what_they_say() {
    let sessions = sessions(&readme());
    assert!(!sessions.is_empty(), "no session found in the README");
    if jq_is_missing() {
        return;
    }
    if std::env::var_os("NEWSPARSE_BLESS").is_some() {
        let mut text = readme();
        for (line, command, output) in sessions {
            let session = |output: &str| format!("$ {command}\n{output}");
            text = text.replace(&session(&output), &session(&run(line, &command)));
        }
        std::fs::write(root().join("README.md"), text).expect("the README can be written");
        return;
    }
    for (line, command, output) in sessions {
        assert_eq!(run(line, &command), output, "README.md:{line}: {command}");
    }
}
