//! The rules that every adapter reads responses by.
