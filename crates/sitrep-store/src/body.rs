//! How values are kept inside a column: JSON, and zlib over it where it is large.

use std::cell::RefCell;

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use serde::{Serialize, de::DeserializeOwned};

/// A body larger than this is no body of ours: a project file from elsewhere must not fill the memory.
const BODY_LIMIT_BYTES: usize = 1 << 30;

/// The value as compressed JSON.
pub fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, String> {
    let json = serde_json::to_vec(value).map_err(|error| error.to_string())?;
    DEFLATE.with_borrow_mut(|deflate| zip(deflate, &json))
}

thread_local! {
    /// Its tables are large and are cleared when made: one for all bodies of a thread, which are small and many.
    static DEFLATE: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), true));
    /// As there.
    static INFLATE: RefCell<Decompress> = RefCell::new(Decompress::new(true));
}

/// The value of compressed JSON.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    let json = INFLATE.with_borrow_mut(|inflate| unzip(inflate, bytes))?;
    serde_json::from_slice(&json).map_err(|error| error.to_string())
}

/// A copy, which takes no more memory than it needs. Lists that come out of JSON have room for more: for four values where
/// there is one, so that the many small lists of a hundred thousand claims would be more room than contents.
pub fn exact<T: Clone>(value: &T) -> T {
    value.clone()
}

fn zip(deflate: &mut Compress, plain: &[u8]) -> Result<Vec<u8>, String> {
    deflate.reset();
    let mut packed = Vec::with_capacity(plain.len() / 4 + 64);
    loop {
        if packed.len() == packed.capacity() {
            packed.reserve(packed.len().max(64));
        }
        let before = (deflate.total_in(), deflate.total_out());
        let read = usize::try_from(deflate.total_in()).unwrap_or(usize::MAX);
        let status = deflate
            .compress_vec(plain.get(read..).unwrap_or_default(), &mut packed, FlushCompress::Finish)
            .map_err(|error| error.to_string())?;
        match status {
            Status::StreamEnd => return Ok(packed),
            _ if (deflate.total_in(), deflate.total_out()) == before && packed.len() < packed.capacity() => {
                return Err("it does not pack".to_owned());
            }
            _ => {}
        }
    }
}

fn unzip(inflate: &mut Decompress, bytes: &[u8]) -> Result<Vec<u8>, String> {
    inflate.reset(true);
    let mut plain = Vec::with_capacity(bytes.len().saturating_mul(6).clamp(1 << 10, 1 << 20));
    loop {
        if plain.len() == plain.capacity() {
            plain.reserve(plain.len().max(1));
        }
        let before = (inflate.total_in(), inflate.total_out());
        let read = usize::try_from(inflate.total_in()).unwrap_or(usize::MAX);
        let status = inflate
            .decompress_vec(bytes.get(read..).unwrap_or_default(), &mut plain, FlushDecompress::None)
            .map_err(|error| error.to_string())?;
        match status {
            Status::StreamEnd => return Ok(plain),
            _ if (inflate.total_in(), inflate.total_out()) == before => return Err("it is cut short".to_owned()),
            _ if plain.len() >= BODY_LIMIT_BYTES => return Err("it is larger than anything that is kept".to_owned()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{pack, unpack};

    #[test]
    fn what_is_packed_comes_back() {
        for text in [String::new(), "Qasr".to_owned(), "The bridge. ".repeat(300_000)] {
            let packed = pack(&text).expect("packed");
            // Not by assert_eq!, which would print the text.
            assert!(unpack::<String>(&packed).is_ok_and(|found| found == text), "{} bytes", text.len());
            assert!(unpack::<String>(&packed).is_ok_and(|found| found == text), "{} bytes again", text.len());
        }
    }

    #[test]
    fn what_is_damaged_is_told() {
        let packed = pack(&"The bridge. ".repeat(300)).expect("packed");
        for length in 0..packed.len() {
            assert!(unpack::<String>(&packed[..length]).is_err(), "{length}");
        }
        assert!(unpack::<String>(b"no zlib at all").is_err());
        assert!(unpack::<String>(&packed).is_ok(), "a fault leaves no trace");
    }
}
