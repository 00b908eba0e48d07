//! The place index: candidates for a name, hierarchy, distances, a user's own places.
