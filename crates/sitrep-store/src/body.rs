//! How values are kept inside a column: JSON, and zlib over it where it is large.

use std::io::{Read, Write};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use serde::{Serialize, de::DeserializeOwned};

/// A body larger than this is no body of ours: a project file from elsewhere must not fill the memory.
const BODY_LIMIT_BYTES: u64 = 1 << 30;

/// The value as compressed JSON.
pub fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, String> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    serde_json::to_writer(&mut encoder, value).map_err(|error| error.to_string())?;
    encoder.flush().and_then(|()| encoder.finish()).map_err(|error| error.to_string())
}

/// The value of compressed JSON.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    let mut json = Vec::new();
    ZlibDecoder::new(bytes).take(BODY_LIMIT_BYTES).read_to_end(&mut json).map_err(|error| error.to_string())?;
    serde_json::from_slice(&json).map_err(|error| error.to_string())
}
