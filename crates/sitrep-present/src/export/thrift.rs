//! Thrift's compact protocol, as far as the metadata of a Parquet file needs it: structs of integers, text and lists.
//!
//! <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>

/// A struct in the making; fields are given in the order of their numbers.
#[derive(Debug, Default)]
pub struct Struct {
    bytes: Vec<u8>,
    last: i16,
}

const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

impl Struct {
    /// A number of 32 bits, or a term of an enumeration.
    pub fn int(mut self, field: i16, value: i32) -> Self {
        self.header(field, I32);
        varint(&mut self.bytes, zigzag(i64::from(value)));
        self
    }

    /// A number of 64 bits.
    pub fn long(mut self, field: i16, value: i64) -> Self {
        self.header(field, I64);
        varint(&mut self.bytes, zigzag(value));
        self
    }

    /// A text.
    pub fn text(mut self, field: i16, value: &str) -> Self {
        self.header(field, BINARY);
        put_text(&mut self.bytes, value);
        self
    }

    /// A struct.
    pub fn nested(mut self, field: i16, value: Self) -> Self {
        self.header(field, STRUCT);
        self.bytes.extend(value.done());
        self
    }

    /// A list of terms of an enumeration.
    pub fn ints(mut self, field: i16, values: &[i32]) -> Self {
        self.list(field, I32, values.len());
        values.iter().for_each(|value| varint(&mut self.bytes, zigzag(i64::from(*value))));
        self
    }

    /// A list of texts.
    pub fn texts(mut self, field: i16, values: &[&str]) -> Self {
        self.list(field, BINARY, values.len());
        values.iter().for_each(|value| put_text(&mut self.bytes, value));
        self
    }

    /// A list of structs.
    pub fn structs(mut self, field: i16, values: Vec<Self>) -> Self {
        self.list(field, STRUCT, values.len());
        values.into_iter().for_each(|value| self.bytes.extend(value.done()));
        self
    }

    /// The bytes.
    pub fn done(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }

    /// The step from the number of the field before, and the type, in one byte; all steps are small.
    fn header(&mut self, field: i16, kind: u8) {
        let step = u8::try_from(field - self.last).unwrap_or(0);
        debug_assert!((1..=15).contains(&step), "fields come in order");
        self.bytes.push(step << 4 | kind);
        self.last = field;
    }

    fn list(&mut self, field: i16, kind: u8, len: usize) {
        self.header(field, LIST);
        match u8::try_from(len) {
            Ok(len) if len < 15 => self.bytes.push(len << 4 | kind),
            _ => {
                self.bytes.push(0xf0 | kind);
                varint(&mut self.bytes, len as u64);
            }
        }
    }
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    varint(bytes, text.len() as u64);
    bytes.extend(text.as_bytes());
}

/// Small numbers of either sign as small numbers without one.
#[allow(clippy::cast_sign_loss, reason = "the bits are what is meant")]
const fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
pub fn varint(bytes: &mut Vec<u8>, mut value: u64) {
    loop {
        let [low, ..] = value.to_le_bytes();
        value >>= 7;
        if value == 0 {
            bytes.push(low & 0x7f);
            return;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_of_the_protocol() {
        let varint_of = |value| {
            let mut bytes = Vec::new();
            varint(&mut bytes, value);
            bytes
        };
        assert_eq!(varint_of(0), [0]);
        assert_eq!(varint_of(127), [0x7f]);
        assert_eq!(varint_of(300), [0xac, 0x02]);
        assert_eq!([zigzag(0), zigzag(-1), zigzag(1), zigzag(i64::MIN)], [0, 1, 2, u64::MAX]);
        let inner = Struct::default().int(1, -1);
        let bytes = Struct::default().int(1, 1).text(4, "ab").ints(5, &[3]).nested(7, inner).done();
        assert_eq!(bytes, [0x15, 2, 0x38, 2, b'a', b'b', 0x19, 0x15, 6, 0x2c, 0x15, 1, 0, 0]);
        let many = Struct::default().ints(1, &[0; 16]).done();
        assert_eq!(many[..3], [0x19, 0xf5, 16]);
    }
}
