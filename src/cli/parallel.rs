//! Work side by side, results in order.
//!
//! One thread reads ahead, and those that work take what has been read: a pack of items at once, since work on many goes stage by stage and
//! each stage then finds its tables in the processor's cache; but never more than is there, so that an item which comes alone is not
//! kept waiting for others. A slow document holds up nobody but its pack. What is in flight (read ahead, being worked on, or waiting for an
//! earlier document to be printed) is bounded both in number and in bytes, so that memory stays bounded however long the input
//! is, however large a document in it, and however slowly the output is read.

use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

/// The most items of a pack: with more, work is hardly faster.
const MOST_IN_PACK: usize = 64;

/// Documents in flight for each job: a pack that is worked on and one that is ready, and while one works on a document a hundred times as
/// long as the others, the rest stay busy.
const IN_FLIGHT_PER_JOB: usize = 3 * MOST_IN_PACK;

/// Bytes of items that are read ahead; while there are more, no further item is read. Two packs of articles of usual size.
const MOST_AHEAD: usize = 1024 * 1024;

/// Bytes of results that may wait for an earlier one to be printed; while there are more, no item is read and no further result added. A thousand
/// articles of usual size, and little beside what one of the largest takes while it is worked on.
const MOST_WAITING: usize = 32 * 1024 * 1024;

/// Stack of a worker, in bytes: what the main thread has on most systems, so that both can do the same.
const STACK: usize = 8 * 1024 * 1024;

/// The size of an item, or of a result that waits to be printed.
pub(super) trait Size {
    /// In bytes.
    fn size(&self) -> usize;
}

/// Where the results of a pack go, one at a time, in the order of its items; it breaks when no more are wanted.
pub(super) type Results<'r, R> = &'r mut dyn FnMut(R) -> ControlFlow<()>;

/// Applies `work` to packs of the items on `jobs` threads and hands the results to `sink` in the order of the items, until it breaks. `work` gives
/// one result for each item.
///
/// With one job this thread works, and no other is started before there is a second item. Threads that still wait for an item when `sink` breaks are left behind; the end of the process ends them.
pub(super) fn in_order<T, R>(
    mut items: impl Iterator<Item = T> + Send + 'static,
    jobs: usize,
    work: impl Fn(Vec<T>, Results<'_, R>) -> ControlFlow<()> + Send + Sync + 'static,
    mut sink: impl FnMut(R) -> ControlFlow<()>,
) where
    T: Size + Send + 'static,
    R: Size + Send + 'static,
{
    let mut second = None;
    if jobs < 2 {
        if items.next().is_none_or(|first| work(vec![first], &mut sink).is_break()) {
            return;
        }
        second = items.next();
        if second.is_none() {
            return;
        }
    }
    let items = Arc::new(Mutex::new(second.into_iter().chain(items)));
    let belt = Arc::new(Belt::new(jobs));
    let reader = {
        let (items, belt) = (Arc::clone(&items), Arc::clone(&belt));
        let read = move || {
            if let Ok(mut items) = items.lock() {
                belt.feed(&mut *items);
            }
        };
        thread::Builder::new().stack_size(STACK).spawn(read)
    };
    let Ok(reader) = reader else {
        if let Ok(mut items) = items.lock() {
            let _ = items.try_for_each(|item| work(vec![item], &mut sink));
        }
        return;
    };
    let work = Arc::new(work);
    let (results, finished) = mpsc::channel();
    let mut running = Vec::new();
    for _ in 0..if jobs < 2 { 0 } else { jobs } {
        let (belt, work, results) = (Arc::clone(&belt), Arc::clone(&work), results.clone());
        let worker = move || {
            while let Some((mut index, pack)) = belt.take() {
                let flow = work(pack, &mut |result: R| {
                    belt.waits(index, result.size());
                    let sent = results.send((index, result));
                    index += 1;
                    if sent.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                });
                if flow.is_break() {
                    break;
                }
            }
        };
        running.extend(thread::Builder::new().stack_size(STACK).spawn(worker));
    }
    drop(results);
    if running.is_empty() {
        while let Some((_, pack)) = belt.take() {
            let flow = work(pack, &mut |result| {
                belt.printed(0);
                sink(result)
            });
            if flow.is_break() {
                return;
            }
        }
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
            belt.printed(size);
        }
    }
    // Items that end because a fault was met in looking for them must not pass for all there are.
    running.push(reader);
    if let Some(fault) = running.into_iter().map(JoinHandle::join).find_map(Result::err) {
        resume_unwind(fault);
    }
}

/// Items that were read and that nobody has taken, and what else is in flight.
#[derive(Debug)]
struct Belt<T> {
    jobs: usize,
    inside: Mutex<Inside<T>>,
    /// Something has come, gone or been printed.
    changed: Condvar,
}

#[derive(Debug)]
struct Inside<T> {
    items: VecDeque<T>,
    /// Bytes of them.
    ahead: usize,
    /// The index of the first of them.
    first: usize,
    /// No more will come.
    ended: bool,
    /// The index of the next result to be printed.
    next: usize,
    /// Bytes of those that wait for it.
    waiting: usize,
}

impl<T> Inside<T> {
    fn in_flight(&self) -> usize {
        self.first + self.items.len() - self.next
    }
}

impl<T: Size> Belt<T> {
    fn new(jobs: usize) -> Self {
        let inside = Inside { items: VecDeque::new(), ahead: 0, first: 0, ended: false, next: 0, waiting: 0 };
        Self { jobs: jobs.max(1), inside: Mutex::new(inside), changed: Condvar::new() }
    }

    /// Puts items on the belt as they come, when there is room.
    fn feed(&self, items: &mut dyn Iterator<Item = T>) {
        /// Says that no more will come, also where a fault ends it.
        struct End<'b, T: Size>(&'b Belt<T>);
        impl<T: Size> Drop for End<'_, T> {
            fn drop(&mut self) {
                self.0.inside().ended = true;
                self.0.changed.notify_all();
            }
        }
        let _end = End(self);
        let most = self.jobs.saturating_mul(IN_FLIGHT_PER_JOB);
        loop {
            // Room first: an item that is read is in memory. There will be some, since what is in front never waits.
            drop(self.wait_while(|inside| {
                inside.in_flight() >= most || inside.ahead >= MOST_AHEAD || inside.waiting > MOST_WAITING
            }));
            let Some(item) = items.next() else { return };
            let mut inside = self.inside();
            inside.ahead += item.size();
            inside.items.push_back(item);
            drop(inside);
            self.changed.notify_all();
        }
    }

    /// The next pack and the index of its first item, when there is one: so much of what was read that as much is left for each of the others.
    fn take(&self) -> Option<(usize, Vec<T>)> {
        let mut inside =
            self.wait_while(|inside| inside.waiting > MOST_WAITING || (inside.items.is_empty() && !inside.ended));
        let count = inside.items.len().div_ceil(self.jobs).min(MOST_IN_PACK);
        let pack: Vec<T> = inside.items.drain(..count).collect();
        let index = inside.first;
        inside.first += pack.len();
        inside.ahead -= pack.iter().map(Size::size).sum::<usize>();
        drop(inside);
        self.changed.notify_all();
        (!pack.is_empty()).then_some((index, pack))
    }

    /// A result is there. If too many wait already it stays with who made it, unless it is the one they all wait for.
    fn waits(&self, index: usize, bytes: usize) {
        self.wait_while(|inside| inside.waiting > MOST_WAITING && inside.next != index).waiting += bytes;
    }

    fn printed(&self, bytes: usize) {
        let mut inside = self.inside();
        inside.next += 1;
        inside.waiting -= bytes;
        drop(inside);
        self.changed.notify_all();
    }

    fn wait_while(&self, mut condition: impl FnMut(&Inside<T>) -> bool) -> MutexGuard<'_, Inside<T>> {
        let inside = self.changed.wait_while(self.inside(), |inside| condition(inside));
        inside.unwrap_or_else(PoisonError::into_inner)
    }

    fn inside(&self) -> MutexGuard<'_, Inside<T>> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
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

    /// Work on each item of a pack.
    fn each<T, R>(work: impl Fn(T) -> R) -> impl Fn(Vec<T>, Results<'_, R>) -> ControlFlow<()> {
        move |pack, results| pack.into_iter().try_for_each(|item| results(work(item)))
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
                in_order(0..count, jobs, each(work), |n| {
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
        in_order(items, JOBS, each(|n| n), |_| {
            printed += 1;
            let ahead = taken.load(Ordering::SeqCst).saturating_sub(printed);
            assert!(ahead <= JOBS * IN_FLIGHT_PER_JOB, "{ahead} ahead");
            ControlFlow::Continue(())
        });
        assert_eq!(printed, 5000);
    }

    /// While the first document takes its time, the others are worked on, but not more of them than fit.
    #[test]
    fn a_slow_document_holds_up_no_other() {
        let done = Arc::new(AtomicUsize::new(0));
        let work = {
            let done = Arc::clone(&done);
            move |n: u64| {
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
        in_order(0..100, 2, each(work), |Large(before)| {
            first.get_or_insert(before);
            ControlFlow::Continue(())
        });
        // Five large results are more than may wait; where the fifth did not end a pack, a sixth stays with who made it.
        assert!(matches!(first, Some(5 | 6)), "{first:?}");
    }

    /// Each item comes when the one before it has been printed.
    #[test]
    fn an_item_that_comes_alone_is_not_kept_waiting() {
        for jobs in [1, 3] {
            let (send, receive) = mpsc::channel();
            send.send(0_u64).unwrap();
            let mut send = Some(send);
            let mut seen = 0;
            in_order(receive.into_iter(), jobs, each(|n| n), |n| {
                assert_eq!(n, seen);
                seen += 1;
                match &send {
                    Some(sender) if seen < 100 => sender.send(seen).unwrap(),
                    _ => send = None,
                }
                ControlFlow::Continue(())
            });
            assert_eq!(seen, 100);
        }
    }

    #[test]
    #[should_panic(expected = "a fault in the input")]
    fn a_fault_in_the_input_is_no_end_of_it() {
        let items = (0..100_u64).inspect(|n| assert!(*n < 50, "a fault in the input"));
        in_order(items, 3, each(|n| n), |_| ControlFlow::Continue(()));
    }

    #[test]
    fn a_sink_that_breaks_ends_it() {
        for jobs in [1, 4] {
            let mut seen = 0;
            in_order(0.., jobs, each(|n: u64| n), |_| {
                seen += 1;
                if seen == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            assert_eq!(seen, 10);
        }
    }
}
