//! The head of a request as somebody pastes it: `Name: value`, a line each, with or without the line above them that says
//! how it was asked.

use engine::EngineError;

/// No honest request has this many.
const MOST: usize = 200;

/// How a webhook came, but for its body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) headers: Vec<(String, String)>,
}

/// Reads it. A header that stands twice stays twice: which one counts is not guessed here.
pub(crate) fn request(text: &str) -> Result<Request, EngineError> {
    let mut request = Request {
        method: "POST".to_owned(),
        headers: Vec::new(),
    };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    for (at, line) in lines.enumerate() {
        if at == 0 && line.contains(" HTTP/") {
            request.method = line.split(' ').next().unwrap_or_default().to_owned();
            continue;
        }
        let header = line
            .split_once(':')
            .map(|(name, value)| (name.trim(), value.trim()))
            .filter(|(name, _)| !name.is_empty() && !name.contains(' '));
        match header {
            Some((name, value)) if request.headers.len() < MOST => {
                request.headers.push((name.to_owned(), value.to_owned()));
            }
            _ => return Err(unreadable(at + 1)),
        }
    }
    Ok(request)
}

/// What stands there is not repeated: it may be a key.
fn unreadable(line: usize) -> EngineError {
    EngineError::bad(
        "headers",
        "bad_headers",
        format!("Line {line} of the headers is not written as `Name: value`."),
        format!("La ligne {line} des en-têtes ne s’écrit pas « Nom: valeur »."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn headers_are_read_as_they_are_pasted_and_one_that_stands_twice_stays_twice() {
        let read = request("X-Sign: ab:cd\r\n\r\n  Date:\tx \nX-Sign: ef\n").unwrap();
        assert_eq!(read.method, "POST");
        assert_eq!(
            read.headers,
            [
                header("X-Sign", "ab:cd"),
                header("Date", "x"),
                header("X-Sign", "ef")
            ]
        );
    }

    #[test]
    fn the_line_that_says_how_it_was_asked_is_read_too() {
        let read = request("GET /hooks/1 HTTP/1.1\nHost: here").unwrap();
        assert_eq!(read.method, "GET");
        assert_eq!(read.headers, [header("Host", "here")]);
    }

    #[test]
    fn a_line_that_is_no_header_is_named_by_its_number_and_not_repeated() {
        let error = request("Host: here\nsecret-of-the-shop").unwrap_err();
        assert_eq!(error.field.as_deref(), Some("headers"));
        let said = format!("{error:?}");
        assert!(
            said.contains("Line 2") && !said.contains("secret-of-the-shop"),
            "{said}"
        );
    }
}
