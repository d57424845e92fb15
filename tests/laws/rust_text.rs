//! As much of Rust's grammar as the laws need, read line by line.

/// The part of a file that ships: what stands above its tests.
pub(crate) fn shipped(text: &str) -> &str {
    text.find("#[cfg(test)]")
        .map_or(text, |start| &text[..start])
}

pub(crate) struct Test {
    pub(crate) name: String,
    pub(crate) ignored: bool,
}

/// Functions with an attribute that makes them a test.
pub(crate) fn tests(text: &str) -> Vec<Test> {
    let mut found = Vec::new();
    let mut attributes = String::new();
    let mut open = 0_usize;
    for line in text.lines().map(str::trim) {
        if open > 0 || line.starts_with("#[") {
            attributes.push_str(line);
            attributes.push('\n');
            open = (open + line.matches('[').count()).saturating_sub(line.matches(']').count());
        } else if let Some(name) = function(line) {
            if attributes.contains("test]") || attributes.contains("test(") {
                found.push(Test {
                    name: name.to_owned(),
                    ignored: attributes.contains("#[ignore"),
                });
            }
            attributes.clear();
        } else if !line.is_empty() && !line.starts_with("//") {
            attributes.clear();
        }
    }
    found
}

fn function(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches("pub ").trim_start_matches("async ");
    let rest = rest.strip_prefix("fn ")?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
}

#[test]
fn tests_are_seen_with_their_attributes() {
    let text = r#"
        #[tokio::test(flavor = "multi_thread")]
        async fn runs() {}
        #[test]
        #[expect(
            clippy::x,
            reason = "y"
        )]
        fn runs_too() {}
        #[test]
        #[ignore = "slow"]
        fn sleeps() {}
        #[cfg(test)]
        mod tests {
            fn is_none() {}
            // #[test]
            fn is_none_either() {}
        }
    "#;
    let seen: Vec<(String, bool)> = tests(text)
        .into_iter()
        .map(|test| (test.name, test.ignored))
        .collect();
    let expected = [("runs", false), ("runs_too", false), ("sleeps", true)];
    assert_eq!(
        seen,
        expected.map(|(name, ignored)| (name.to_owned(), ignored))
    );
}
