//! Work side by side, results in order.
//!
//! Threads take items from one shared iterator, so a slow document holds up nobody, and at most a window of them is in flight,
//! so that memory stays bounded however long the input is and however slowly the output is read.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;

/// Documents in flight (read, being worked on, or waiting to be printed) for each job: enough that all are busy while one works
/// on a long document.
const IN_FLIGHT_PER_JOB: usize = 4;

/// Stack of a worker, in bytes: what the main thread has on most systems, so that both can do the same.
const STACK: usize = 8 * 1024 * 1024;

/// Applies `work` to the items on `jobs` threads and hands the results to `sink` in the order of the items, until it breaks.
///
/// One item alone is worked on where it is: no thread is started before there is a second. Threads that still wait for an
/// item when `sink` breaks are left behind; the end of the process ends them.
pub(super) fn in_order<T, R>(
    mut items: impl Iterator<Item = T> + Send + 'static,
    jobs: usize,
    work: impl Fn(T) -> R + Send + Sync + 'static,
    mut sink: impl FnMut(R) -> ControlFlow<()>,
) where
    T: Send + 'static,
    R: Send + 'static,
{
    let Some(first) = items.next() else { return };
    if sink(work(first)).is_break() {
        return;
    }
    if jobs < 2 {
        let _ = items.try_for_each(|item| sink(work(item)));
        return;
    }
    let Some(second) = items.next() else { return };

    // A worker needs a permit to take an item, and printing a result gives one back.
    let (permits, permitted) = mpsc::channel();
    for _ in 0..jobs.saturating_mul(IN_FLIGHT_PER_JOB) {
        let _ = permits.send(());
    }
    let source = Arc::new(Mutex::new(Source { permitted, items: std::iter::once(second).chain(items).enumerate() }));
    let work = Arc::new(work);
    let (results, finished) = mpsc::channel();
    let mut running = 0;
    for _ in 0..jobs {
        let (source, work, results) = (Arc::clone(&source), Arc::clone(&work), results.clone());
        let worker = move || {
            while let Some((index, item)) = take(&source) {
                if results.send((index, work(item))).is_err() {
                    break;
                }
            }
        };
        running += usize::from(thread::Builder::new().stack_size(STACK).spawn(worker).is_ok());
    }
    drop(results);
    if running == 0 {
        while let Some((_, item)) = take(&source) {
            if sink(work(item)).is_break() || permits.send(()).is_err() {
                return;
            }
        }
        return;
    }

    let mut next = 0;
    let mut early = BTreeMap::new();
    for (index, result) in finished {
        early.insert(index, result);
        while let Some(result) = early.remove(&next) {
            next += 1;
            if sink(result).is_break() {
                return;
            }
            let _ = permits.send(());
        }
    }
}

struct Source<I> {
    permitted: Receiver<()>,
    items: I,
}

/// The next item, when there is room for one; none when the items or the results are at an end.
fn take<I: Iterator>(source: &Mutex<Source<I>>) -> Option<I::Item> {
    let mut source = source.lock().ok()?;
    source.permitted.recv().ok()?;
    source.items.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order() {
        for jobs in [1, 2, 7] {
            for count in [0_u64, 1, 2, 500] {
                let mut seen = Vec::new();
                // Work of uneven length.
                let work = |n: u64| (0..(n * 7919) % 2000).fold(n, |sum, step| sum ^ (step & 1) ^ (step & 1));
                in_order(0..count, jobs, work, |n| {
                    seen.push(n);
                    ControlFlow::Continue(())
                });
                assert_eq!(seen, (0..count).collect::<Vec<_>>(), "{jobs} jobs");
            }
        }
    }

    #[test]
    fn no_more_than_the_window_is_taken() {
        const JOBS: usize = 3;
        let taken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&taken);
        let mut printed = 0;
        let items = (0..1000).inspect(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        });
        in_order(
            items,
            JOBS,
            |n| n,
            |_| {
                printed += 1;
                let ahead = taken.load(Ordering::SeqCst).saturating_sub(printed);
                assert!(ahead <= JOBS * IN_FLIGHT_PER_JOB + 1, "{ahead} ahead");
                ControlFlow::Continue(())
            },
        );
        assert_eq!(printed, 1000);
    }

    #[test]
    fn a_sink_that_breaks_ends_it() {
        for jobs in [1, 4] {
            let mut seen = 0;
            in_order(
                0..,
                jobs,
                |n: u64| n,
                |_| {
                    seen += 1;
                    if seen == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                },
            );
            assert_eq!(seen, 10);
        }
    }
}
