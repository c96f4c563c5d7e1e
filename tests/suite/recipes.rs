//! The recipes in the README run as they stand there, so that what a reader copies works.

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

#[test]
fn recipes_of_the_readme_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).expect("the README can be read");
    let recipes = recipes(&readme);
    assert!(recipes.len() >= 8, "only {} recipes found in the README", recipes.len());
    if Command::new("jq").arg("--version").output().is_err() {
        println!("skipped: jq is not installed");
        return;
    }
    let binary = Path::new(env!("CARGO_BIN_EXE_newsparse"));
    let mut path = vec![binary.parent().expect("the program is in a folder").to_path_buf()];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let path = std::env::join_paths(path).expect("a search path");
    for (line, recipe) in recipes {
        // pipefail: the program's own failure must not hide behind jq.
        let script = format!("set -euo pipefail\n{recipe}");
        let run = Command::new("bash").args(["-c", &script]).current_dir(root).env("PATH", &path).output();
        let run = run.expect("bash starts");
        let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert!(run.status.success(), "README.md:{line}: {}\n{recipe}\n{err}", run.status);
        assert!(!out.trim().is_empty(), "README.md:{line} prints nothing\n{recipe}\n{err}");
    }
}
