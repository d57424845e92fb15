//! Djomy as its pages describe it.
