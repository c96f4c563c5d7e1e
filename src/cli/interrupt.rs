//! Ctrl-C and its like: the document that is being written is written to its end, an unfinished file is taken away, and the
//! program ends as the signal would have ended it, so that shells and loops see why.
//!
//! A second signal ends the program at once, should the reader of the output have stopped reading.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The unfinished file; held while output is written, so that the program does not end in the middle of a document.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// The cursor of the terminal stands behind the progress line.
static ON_LINE: AtomicBool = AtomicBool::new(false);

/// Says whether the terminal's line would have to be ended.
pub(super) fn on_line(on_line: bool) {
    ON_LINE.store(on_line, Ordering::SeqCst);
}

/// Output is being written until this is dropped.
#[derive(Debug)]
pub(super) struct Writing(MutexGuard<'static, Option<PathBuf>>);

impl Writing {
    pub(super) fn begin() -> Self {
        Self(UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Remembers the file that is to be taken away if the program ends now, or that there is none.
    pub(super) fn unfinished(&mut self, path: Option<&Path>) {
        *self.0 = path.map(Path::to_owned);
    }
}

/// Listens from now on. Where that fails, signals do what they do by default.
#[cfg(unix)]
pub(super) fn listen() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::{flag, low_level};
    use std::io::Write;
    use std::sync::Arc;

    let ignored = ignored_signals();
    // One that was ignored when the program began (by nohup, or a shell for what it runs in the background) stays ignored.
    let heard: Vec<i32> =
        [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored & (1 << (signal - 1)) == 0).collect();
    let once = Arc::new(AtomicBool::new(false));
    for &signal in &heard {
        if flag::register_conditional_default(signal, Arc::clone(&once)).is_err() {
            return;
        }
    }
    let Ok(mut signals) = Signals::new(&heard) else { return };
    let listen = move || {
        let Some(signal) = signals.forever().next() else { return };
        once.store(true, Ordering::SeqCst);
        let writing = Writing::begin();
        if let Some(path) = &*writing.0 {
            drop(std::fs::remove_file(path));
        }
        if ON_LINE.load(Ordering::SeqCst) {
            drop(writeln!(std::io::stderr()));
        }
        drop(low_level::emulate_default_handler(signal));
    };
    drop(std::thread::Builder::new().stack_size(64 * 1024).spawn(listen));
}

#[cfg(not(unix))]
pub(super) fn listen() {}

/// The signals that this process ignores, as bits from the lowest, where the system says so.
#[cfg(unix)]
fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}
