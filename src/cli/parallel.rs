//! Work side by side, results in order.
//!
//! Threads take items from one shared iterator, so a slow document holds up nobody. What is in flight (being worked on, or waiting for an
//! earlier document to be printed) is bounded both in number and in bytes, so that memory stays bounded however long the input
//! is, however large a document in it, and however slowly the output is read.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Documents in flight for each job: while one works on a document a hundred times as long as the others, the rest stay busy.
const IN_FLIGHT_PER_JOB: usize = 64;

/// Bytes of results that may wait for an earlier one to be printed; while there are more, no item is taken. A thousand articles of usual
/// size, and little beside what one of the largest takes while it is worked on.
const MOST_WAITING: usize = 32 * 1024 * 1024;

/// Stack of a worker, in bytes: what the main thread has on most systems, so that both can do the same.
const STACK: usize = 8 * 1024 * 1024;

/// The size of a result that waits to be printed.
pub(super) trait Size {
    /// In bytes.
    fn size(&self) -> usize;
}

/// Applies `work` to the items on `jobs` threads and hands the results to `sink` in the order of the items, until it breaks.
///
/// With one job no thread is started. Threads that still wait for an item when `sink` breaks are left behind; the end of
/// the process ends them.
pub(super) fn in_order<T, R>(
    mut items: impl Iterator<Item = T> + Send + 'static,
    jobs: usize,
    work: impl Fn(T) -> R + Send + Sync + 'static,
    mut sink: impl FnMut(R) -> ControlFlow<()>,
) where
    T: Send + 'static,
    R: Size + Send + 'static,
{
    if jobs < 2 {
        let _ = items.try_for_each(|item| sink(work(item)));
        return;
    }
    let gate = Arc::new(Gate { most: jobs.saturating_mul(IN_FLIGHT_PER_JOB), ..Gate::default() });
    let items = Arc::new(Mutex::new(items.enumerate()));
    let work = Arc::new(work);
    let (results, finished) = mpsc::channel();
    let mut running = Vec::new();
    for _ in 0..jobs {
        let (items, gate, work, results) = (Arc::clone(&items), Arc::clone(&gate), Arc::clone(&work), results.clone());
        let worker = move || {
            while let Some((index, item)) = take(&items, &gate) {
                let result = work(item);
                gate.waits(result.size());
                if results.send((index, result)).is_err() {
                    break;
                }
            }
        };
        running.extend(thread::Builder::new().stack_size(STACK).spawn(worker));
    }
    drop(results);
    if running.is_empty() {
        while let Some((_, item)) = take(&items, &gate) {
            if sink(work(item)).is_break() {
                return;
            }
            gate.printed(0);
        }
        return;
    }

    let mut next = 0;
    let mut early = BTreeMap::new();
    for (index, result) in finished {
        early.insert(index, result);
        while let Some(result) = early.remove(&next) {
            next += 1;
            let size = result.size();
            if sink(result).is_break() {
                return;
            }
            gate.printed(size);
        }
    }
    // Items that end because a fault was met in looking for them must not pass for all there are.
    for worker in running {
        if let Err(fault) = worker.join() {
            resume_unwind(fault);
        }
    }
}

/// Lets items in while there is room for them.
#[derive(Debug, Default)]
struct Gate {
    /// Items that may be in flight.
    most: usize,
    inside: Mutex<Inside>,
    room: Condvar,
}

#[derive(Debug, Default)]
struct Inside {
    /// Items in flight.
    items: usize,
    /// Bytes of those that are done and wait to be printed.
    waiting: usize,
}

impl Gate {
    /// Waits until there is room for an item. Results that wait are printed after one that is being worked on, so there is
    /// always something that will make room.
    fn enter(&self) {
        let full = |inside: &mut Inside| inside.items >= self.most || inside.waiting > MOST_WAITING;
        let inside = self.room.wait_while(self.inside(), full);
        inside.unwrap_or_else(PoisonError::into_inner).items += 1;
    }

    fn waits(&self, bytes: usize) {
        self.inside().waiting += bytes;
    }

    fn printed(&self, bytes: usize) {
        let mut inside = self.inside();
        inside.items -= 1;
        inside.waiting -= bytes;
        self.room.notify_one();
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The next item, when there is room for one; none when the items are at an end.
fn take<I: Iterator>(items: &Mutex<I>, gate: &Gate) -> Option<I::Item> {
    let mut items = items.lock().ok()?;
    gate.enter();
    items.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    impl Size for u64 {
        fn size(&self) -> usize {
            8
        }
    }

    struct Large(usize);

    impl Size for Large {
        fn size(&self) -> usize {
            MOST_WAITING / 4
        }
    }

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
        let items = (0..5000_u64).inspect(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        });
        in_order(
            items,
            JOBS,
            |n| n,
            |_| {
                printed += 1;
                let ahead = taken.load(Ordering::SeqCst).saturating_sub(printed);
                assert!(ahead <= JOBS * IN_FLIGHT_PER_JOB, "{ahead} ahead");
                ControlFlow::Continue(())
            },
        );
        assert_eq!(printed, 5000);
    }

    /// While the first document takes its time, the others are worked on, but not more of them than fit.
    #[test]
    fn a_slow_document_holds_up_no_other() {
        let done = Arc::new(AtomicUsize::new(0));
        let work = {
            let done = Arc::clone(&done);
            move |n: usize| {
                while n == 0 && done.load(Ordering::SeqCst) < 5 {
                    thread::sleep(Duration::from_millis(1));
                }
                if n == 0 {
                    // A chance for more to be taken, if the gate let them.
                    thread::sleep(Duration::from_millis(50));
                }
                Large(done.fetch_add(1, Ordering::SeqCst))
            }
        };
        let mut first = None;
        in_order(0..100, 2, work, |Large(before)| {
            first.get_or_insert(before);
            ControlFlow::Continue(())
        });
        // Five large results are more than may wait.
        assert_eq!(first, Some(5));
    }

    #[test]
    #[should_panic(expected = "a fault in the input")]
    fn a_fault_in_the_input_is_no_end_of_it() {
        let items = (0..100_u64).inspect(|n| assert!(*n < 50, "a fault in the input"));
        in_order(items, 3, |n| n, |_| ControlFlow::Continue(()));
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
