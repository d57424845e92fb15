//! A page that somebody is to open in a browser.

/// The page, when a browser may be sent there: over https, or to where the account itself is. An account may be without
/// TLS only on this computer, so that is practice.
pub(crate) fn page<'a>(url: &'a str, base_url: &str) -> Option<&'a str> {
    let parsed = url::Url::parse(url).ok()?;
    let at_home = || {
        let home = url::Url::parse(base_url).ok()?;
        (home.origin() == parsed.origin() && parsed.scheme() == "http").then_some(())
    };
    (parsed.scheme() == "https" || at_home().is_some()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_offered_only_over_https_or_where_the_account_is() {
        let sandbox = "http://127.0.0.1:4810/dgspay/generation/v2";
        for (url, base_url, offered) in [
            (
                "https://pay.example/l/a",
                "https://provider.example/v2",
                true,
            ),
            ("https://pay.example/l/a", sandbox, true),
            ("http://127.0.0.1:4810/pay/a", sandbox, true),
            ("http://127.0.0.1:4811/pay/a", sandbox, false),
            ("http://pay.example/l/a", sandbox, false),
            (
                "http://provider.example/l/a",
                "https://provider.example/v2",
                false,
            ),
            ("javascript:alert(1)", sandbox, false),
            ("file:///etc/hosts", sandbox, false),
            ("pay.example", sandbox, false),
            ("", "", false),
        ] {
            assert_eq!(
                page(url, base_url).is_some(),
                offered,
                "{url} at {base_url}"
            );
        }
    }
}
