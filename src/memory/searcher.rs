//! Lookups from many threads.

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::Memory;
use super::reader::{Reader, Shelf};
use crate::error::Result;
use crate::lookup::{Match, Query};
use crate::store::Address;

/// Looks up from many threads at once; made by [`Memory::searcher`].
///
/// `Send`, `Sync` and cheap to clone: clones are one searcher. It keeps the index in memory, and for
/// each thread that ever asked at the same time a connection with up to 256 MB of the file's pages,
/// up to 256 MB of match forms that were compared and up to some 64 MB of units that were found; all
/// that use it share them. Each lookup sees one state of the memory, the newest that was committed
/// when it began. Lookups wait neither for each other nor for the writer, nor it for them; only a
/// memory [without a file](Memory::in_memory) is read and changed by turns.
///
/// # Example
/// ```
/// use tolmach::{EN, Entry, KK, Memory, Query};
/// let mut memory = Memory::in_memory()?;
/// memory.import_entries("glossary", [
///     Ok(Entry::new([(EN, "Head of State"), (KK, "Мемлекет басшысы")])),
///     Ok(Entry::new([(EN, "Prime Minister"), (KK, "Премьер-министр")])),
/// ])?;
///
/// let searcher = memory.searcher()?;
/// let lines = ["prime ministers", "heads of state"];
/// let queries: Vec<_> = lines.iter().map(|line| Query::new(line).from(EN).to(KK)).collect();
/// let answers = searcher.lookup_batch(&queries);
/// assert_eq!(answers[0].as_ref().unwrap()[0].target().text, "Премьер-министр");
///
/// let other = searcher.clone();
/// let answer = std::thread::spawn(move || other.lookup(&Query::new("head of state").from(EN)));
/// assert_eq!(answer.join().unwrap()?[0].percent(), 100);
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Clone)]
pub struct Searcher {
    pool: Arc<Pool>,
    threads: NonZeroUsize,
}

/// Readers of one memory that nobody uses just now.
struct Pool {
    address: Address,
    shelf: Arc<Shelf>,
    idle: Mutex<Vec<Reader>>,
}

impl Pool {
    fn with_reader<T>(&self, read: impl FnOnce(&Reader) -> T) -> Result<T> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = idle().pop();
        let reader = match waiting {
            Some(reader) => reader,
            None => Reader::sharing(self.address.open()?, Arc::clone(&self.shelf)),
        };
        let result = read(&reader);
        idle().push(reader);
        Ok(result)
    }
}

impl Memory {
    /// A searcher of this memory, for servers and batch work.
    ///
    /// # Errors
    /// If the file cannot be opened once more.
    pub fn searcher(&self) -> Result<Searcher> {
        let pool = Pool {
            address: self.store().address(),
            shelf: self.reader.shelf(),
            idle: Mutex::default(),
        };
        pool.with_reader(|_| ())?;
        Ok(Searcher {
            pool: Arc::new(pool),
            threads: thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        })
    }
}

impl Searcher {
    /// As many threads for [`lookup_batch`](Self::lookup_batch), instead of one a processor.
    pub fn threads(mut self, threads: NonZeroUsize) -> Self {
        self.threads = threads;
        self
    }

    /// As [`Memory::lookup`].
    ///
    /// # Errors
    /// As there, and if the file cannot be opened once more.
    pub fn lookup(&self, query: &Query<'_>) -> Result<Vec<Match>> {
        self.with_reader(|reader| reader.lookup(query))?
    }

    pub(super) fn with_reader<T>(&self, read: impl FnOnce(&Reader) -> T) -> Result<T> {
        self.pool.with_reader(read)
    }

    /// Looks up all `queries` on several threads. The answers are those of
    /// [`lookup`](Self::lookup), in the order of the queries; one that fails spoils no other.
    pub fn lookup_batch(&self, queries: &[Query<'_>]) -> Vec<Result<Vec<Match>>> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut answers = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(query) = queries.get(at) else {
                    return answers;
                };
                answers.push((at, self.lookup(query)));
            }
        };
        let threads = self.threads.get().min(queries.len());
        let mut answers = thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let mut answers = work();
            for other in others {
                match other.join() {
                    Ok(more) => answers.extend(more),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            answers
        });
        answers.sort_by_key(|&(at, _)| at);
        answers.into_iter().map(|(_, answer)| answer).collect()
    }
}

impl fmt::Debug for Searcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Searcher");
        shown.field("address", &self.pool.address);
        shown.field("threads", &self.threads);
        shown.finish_non_exhaustive()
    }
}
