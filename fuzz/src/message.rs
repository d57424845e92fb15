//! HTTP as an input writes it: a first line, headers, an empty line, the body.

/// A request or a response, taken apart.
#[derive(Clone, Debug)]
pub struct Message {
    /// The method or the status.
    pub first: String,
    /// Names as they are written, in order, repeated ones too.
    pub headers: Vec<(String, String)>,
    /// Everything after the empty line.
    pub body: Vec<u8>,
}

impl Message {
    /// Takes an input apart. Nothing that is in it is an error.
    #[must_use]
    pub fn read(input: &[u8]) -> Self {
        let (first, mut rest) = line(input);
        let mut headers = Vec::new();
        loop {
            let (header, after) = line(rest);
            rest = after;
            if header.is_empty() {
                break;
            }
            let header = String::from_utf8_lossy(header);
            let (name, value) = header.split_once(':').unwrap_or((&header, ""));
            headers.push((name.trim().to_owned(), value.trim().to_owned()));
        }
        Self {
            first: String::from_utf8_lossy(first).trim().to_owned(),
            headers,
            body: rest.to_vec(),
        }
    }
}

fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&bytes[..end], &bytes[end + 1..]),
        None => (bytes, &[]),
    }
}
