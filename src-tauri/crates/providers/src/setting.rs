//! What is set up besides the credentials, and what each such setting can hold. It is checked while a person is there to mend
//! it, and not when money waits to leave.

use crate::manifest::Words;
use domain::Environment;
use url::{Host, Url};

/// One setting that is not secret and that this provider needs besides the common ones.
#[derive(Clone, Copy, Debug)]
pub struct SettingField {
    /// Its key.
    pub name: &'static str,
    /// The label of the field.
    pub label: Words,
    /// What it is for.
    pub help: Words,
    /// What it can hold.
    pub takes: Takes,
    /// Is it asked at set-up?
    pub required: bool,
}

/// What a setting can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Any text.
    Text,
    /// An amount in whole units of the account's currency.
    WholeAmount,
    /// An address that a provider sends webhooks to: https, or this computer itself where no real money moves.
    WebhookAddress,
}

/// No tariff and no limit has more digits.
const MOST_DIGITS: usize = 12;

impl Takes {
    /// Can it hold this?
    #[must_use]
    pub fn fits(self, value: &str, environment: Environment) -> bool {
        match self {
            Self::Text => true,
            Self::WholeAmount => {
                (1..=MOST_DIGITS).contains(&value.len())
                    && value.bytes().all(|byte| byte.is_ascii_digit())
            }
            Self::WebhookAddress => takes_webhooks(value, environment),
        }
    }
}

fn takes_webhooks(value: &str, environment: Environment) -> bool {
    let Ok(url) = Url::parse(value) else {
        return false;
    };
    let this_computer = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let safe = url.scheme() == "https"
        || (url.scheme() == "http" && this_computer && environment == Environment::Sandbox);
    safe && url.username().is_empty() && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webhooks_go_over_https_and_plainly_to_this_computer_only_where_no_real_money_moves() {
        let fits = |value: &str| {
            [Environment::Sandbox, Environment::Live]
                .map(|environment| Takes::WebhookAddress.fits(value, environment))
        };
        assert_eq!(fits("https://shop.example/hooks/dgs?till=2"), [true, true]);
        for own in [
            "http://127.0.0.1:8787/hooks",
            "http://[::1]:80/",
            "http://localhost:9",
        ] {
            assert_eq!(fits(own), [true, false], "{own}");
        }
        for bad in [
            "http://shop.example/hooks",
            "http://127.0.0.1.evil.example/",
            "https://user:word@shop.example/",
            "javascript:alert(1)",
            "ftp://127.0.0.1/",
            "shop.example",
            "https://",
        ] {
            assert_eq!(fits(bad), [false, false], "{bad}");
        }
    }

    #[test]
    fn an_amount_that_is_set_is_whole_and_has_no_spaces_or_signs() {
        let fits = |value: &str| Takes::WholeAmount.fits(value, Environment::Live);
        assert!(fits("0") && fits("25000") && fits("500000000000"));
        for bad in [
            "",
            "25 000",
            "25,000",
            "1.5",
            "-1",
            "+1",
            "1e3",
            "٣",
            "1000000000000",
        ] {
            assert!(!fits(bad), "{bad}");
        }
    }
}
