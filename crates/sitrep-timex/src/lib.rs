//! Time expressions: recognised, normalised, resolved, and solved across documents.
