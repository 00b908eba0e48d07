//! Opening files within limits: size, decompressed size, and how much a compressed stream may grow.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;

use crate::IngestOptions;

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ReadFailure {
    #[error("cannot be opened: permission denied; allow yourself to read it")]
    Permission,
    #[error("does not exist")]
    Missing,
    #[error("is larger than the limit of {0}; raise the limit or cut it")]
    TooLarge(String),
    #[error("grows beyond the limit of {0} when decompressed; it may be a gzip bomb; raise the limit if it is not")]
    Bomb(String),
    #[error("is no gzip file, or a damaged one: {0}")]
    BadGzip(String),
    #[error("breaks off: the file is cut short; fetch it again")]
    CutShort,
    #[error("cannot be read: {0}")]
    Other(String),
}

/// Marks the error of a stream that grew too much.
const BOMB_MARK: &str = "grows by more than a factor of ";

impl From<io::Error> for ReadFailure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::Permission,
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::UnexpectedEof => Self::CutShort,
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                let message = error.to_string();
                match message.strip_prefix(BOMB_MARK) {
                    Some(factor) => Self::Bomb(format!("{factor} times its size")),
                    None => Self::BadGzip(message),
                }
            }
            _ => Self::Other(error.to_string()),
        }
    }
}

/// Opens a file for buffered reading, through gzip where it is compressed.
pub(crate) fn open<'a>(
    path: &Path,
    is_compressed: bool,
    options: &IngestOptions,
) -> Result<Box<dyn BufRead + 'a>, ReadFailure> {
    let file = File::open(path)?;
    Ok(through_gzip(file, is_compressed, options))
}

/// The same over bytes in memory.
pub(crate) fn over_bytes<'a>(bytes: &'a [u8], is_compressed: bool, options: &IngestOptions) -> Box<dyn BufRead + 'a> {
    through_gzip(bytes, is_compressed, options)
}

fn through_gzip<'a, R: Read + 'a>(raw: R, is_compressed: bool, options: &IngestOptions) -> Box<dyn BufRead + 'a> {
    if !is_compressed {
        return Box::new(BufReader::with_capacity(64 * 1024, raw));
    }
    let taken = Rc::new(Cell::new(0));
    let counted = Counted { inner: raw, taken: Rc::clone(&taken) };
    let grown = Grown {
        inner: MultiGzDecoder::new(BufReader::new(counted)),
        taken,
        given: 0,
        floor: options.max_bytes,
        factor: options.max_growth,
    };
    Box::new(BufReader::with_capacity(64 * 1024, grown))
}

/// Reads a whole document into memory, or says why it is too large.
pub(crate) fn read_whole(source: &mut dyn BufRead, limit: u64, is_compressed: bool) -> Result<Vec<u8>, ReadFailure> {
    let mut bytes = Vec::new();
    source.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(if is_compressed { ReadFailure::Bomb(size(limit)) } else { ReadFailure::TooLarge(size(limit)) });
    }
    Ok(bytes)
}

/// A size for people.
pub(crate) fn size(bytes: u64) -> String {
    const MEGABYTE: u64 = 1024 * 1024;
    if bytes >= MEGABYTE { format!("{} MB", bytes / MEGABYTE) } else { format!("{bytes} bytes") }
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.taken.set(self.taken.get() + count as u64);
        Ok(count)
    }
}

/// Stops a stream that gives far more than it takes.
struct Grown<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
    given: u64,
    floor: u64,
    factor: u64,
}

impl<R: Read> Read for Grown<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.given += count as u64;
        if self.given > self.floor && self.given / self.factor.max(1) > self.taken.get() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{BOMB_MARK}{}", self.factor)));
        }
        Ok(count)
    }
}

/// Reads one line into `line`, at most `limit` bytes of it; the rest of a longer line is passed over. Returns whether
/// there was a line, and whether it was longer.
///
/// # Errors
/// Where the stream fails.
pub(crate) fn read_line(source: &mut dyn BufRead, line: &mut Vec<u8>, limit: u64) -> Result<Option<bool>, ReadFailure> {
    line.clear();
    let mut has_any = false;
    let mut is_longer = false;
    loop {
        let buffer = match source.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        if buffer.is_empty() {
            return Ok(has_any.then_some(is_longer));
        }
        has_any = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let piece = &buffer[..end.unwrap_or(buffer.len())];
        let room = usize::try_from(limit).unwrap_or(usize::MAX).saturating_sub(line.len());
        is_longer |= piece.len() > room;
        line.extend_from_slice(&piece[..piece.len().min(room)]);
        let used = piece.len() + usize::from(end.is_some());
        source.consume(used);
        if end.is_some() {
            return Ok(Some(is_longer));
        }
    }
}
