//! What a reader of the record sees, in every form: one binary, so that all tests share the sample.

mod brief;
mod decided;
mod export_formats;
mod export_record;
mod filter;
mod headline;
mod make;
mod parquet;
mod report;
mod sample;
