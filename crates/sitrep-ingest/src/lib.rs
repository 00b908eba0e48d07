//! Sources in, documents out: decoding, main text, blocks, metadata, identity.
