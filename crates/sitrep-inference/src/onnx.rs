//! The weights inside an ONNX graph, by name. The graph says to any runtime what the encoder computes; this program
//! computes it with its own kernels (`encoder.rs`) and needs the numbers alone.
//!
//! Protocol buffers are read by hand: a model's field 7 is its graph, a graph's field 5 a tensor, whose fields are
//! 1 sizes, 2 type, 8 name, 9 bytes (`onnx/onnx:onnx/onnx.proto`).

use rustc_hash::FxHashMap;

/// ONNX's number for float32.
const FLOAT: u64 = 1;
/// ONNX's number for int8.
const INT8: u64 = 3;

/// The tensors of a graph, by name.
pub struct Tensors<'a>(FxHashMap<&'a str, Tensor<'a>>);

#[derive(Default)]
struct Tensor<'a> {
    kind: u64,
    bytes: &'a [u8],
}

impl<'a> Tensors<'a> {
    /// The tensors of a model; `None` when the bytes are not one.
    pub fn read(model: &'a [u8]) -> Option<Self> {
        let mut tensors = FxHashMap::default();
        let mut fields = Fields(model);
        while let Some((number, value)) = fields.next()? {
            let (7, Field::Bytes(graph)) = (number, value) else { continue };
            let mut fields = Fields(graph);
            while let Some((number, value)) = fields.next()? {
                let (5, Field::Bytes(bytes)) = (number, value) else { continue };
                let (mut name, mut tensor) = ("", Tensor::default());
                let mut fields = Fields(bytes);
                while let Some(field) = fields.next()? {
                    match field {
                        (2, Field::Number(kind)) => tensor.kind = kind,
                        (8, Field::Bytes(bytes)) => name = std::str::from_utf8(bytes).ok()?,
                        (9, Field::Bytes(bytes)) => tensor.bytes = bytes,
                        _ => {}
                    }
                }
                tensors.insert(name, tensor);
            }
        }
        Some(Self(tensors))
    }

    /// The bytes of a tensor of 8-bit integers.
    pub fn bytes(&self, name: &str) -> Option<&'a [u8]> {
        self.0.get(name).filter(|tensor| tensor.kind == INT8).map(|tensor| tensor.bytes)
    }

    /// The numbers of a tensor of float32.
    pub fn floats(&self, name: &str) -> Option<Vec<f32>> {
        let tensor = self.0.get(name).filter(|tensor| tensor.kind == FLOAT)?;
        let (numbers, rest) = tensor.bytes.as_chunks::<4>();
        rest.is_empty().then(|| numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }
}

/// The fields of a message, one after the other.
struct Fields<'a>(&'a [u8]);

enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    Other,
}

impl<'a> Fields<'a> {
    /// The next field; the outer `None` when the bytes are no message.
    fn next(&mut self) -> Option<Option<(u64, Field<'a>)>> {
        if self.0.is_empty() {
            return Some(None);
        }
        let key = self.number()?;
        let value = match key & 7 {
            0 => Field::Number(self.number()?),
            1 => self.bytes(8).map(|_| Field::Other)?,
            2 => {
                let length = usize::try_from(self.number()?).ok()?;
                Field::Bytes(self.bytes(length)?)
            }
            5 => self.bytes(4).map(|_| Field::Other)?,
            _ => return None,
        };
        Some(Some((key >> 3, value)))
    }

    /// A number of at most ten bytes, seven bits each, the lowest first.
    fn number(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = *self.bytes(1)?.first()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A field of bytes, all shorter than 128.
    fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
        [&[number << 3 | 2, bytes.len() as u8], bytes].concat()
    }

    #[test]
    fn tensors_are_found_by_name_and_type() {
        let floats = [vec![0x10, 1], field(8, b"scale"), field(9, &1.5_f32.to_le_bytes())].concat();
        let bytes = [vec![0x08, 2, 0x10, 3], field(8, b"matrix"), field(9, &[1, 255])].concat();
        let graph = [field(2, b"reader"), field(5, &floats), field(5, &bytes)].concat();
        let model = [vec![0x08, 9], field(7, &graph)].concat();
        let tensors = Tensors::read(&model).unwrap();
        assert_eq!(tensors.floats("scale"), Some(vec![1.5]));
        assert_eq!(tensors.bytes("matrix"), Some(&[1, 255][..]));
        assert_eq!((tensors.bytes("scale"), tensors.floats("other")), (None, None));
        for end in 1..model.len() {
            assert!(Tensors::read(&model[..end]).is_none_or(|tensors| tensors.floats("scale").is_none()), "{end}");
        }
    }
}
