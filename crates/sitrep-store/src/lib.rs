//! One SQLite project file: documents, readings, the record, a person's decisions.
