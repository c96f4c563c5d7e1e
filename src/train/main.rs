//! The command `newsparse-train`; see [`newsparse::train`].

fn main() -> anyhow::Result<()> {
    newsparse::train::run()
}
