//! What may be typed of webhooks.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum WebhookCommand {
    /// Say whether a webhook comes from the provider. Nothing is kept, and nothing follows; exit 0 valid, 3 not
    Verify(WebhookVerify),
    /// List where an account's webhooks go, as its provider says
    List {
        /// `acc_…`
        #[arg(long, value_name = "ID")]
        account: String,
    },
    /// Have one topic sent to one address, which the provider has to be able to reach
    Register(WebhookRegister),
}

#[derive(Debug, Args)]
pub(crate) struct WebhookVerify {
    /// `acc_…`
    #[arg(long, value_name = "ID")]
    pub(crate) account: String,
    /// A header as it came; may be given several times
    #[arg(long = "header", value_name = "NAME: VALUE", value_parser = header)]
    pub(crate) headers: Vec<(String, String)>,
    /// The body, to the last byte as it came; `-` reads it from stdin
    #[arg(long, value_name = "FILE")]
    pub(crate) body: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct WebhookRegister {
    /// `acc_…`
    #[arg(long, value_name = "ID")]
    pub(crate) account: String,
    /// One of the provider's topics
    #[arg(long, value_name = "T")]
    pub(crate) topic: String,
    /// A public https address
    #[arg(long, value_name = "U")]
    pub(crate) url: String,
}

fn header(text: &str) -> Result<(String, String), String> {
    match text.split_once(':') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write it as 'Name: value'".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_written_with_a_colon() {
        assert_eq!(
            header("X-Signature:  v1:00"),
            Ok(("X-Signature".to_owned(), "v1:00".to_owned()))
        );
        assert!(header("X-Signature").is_err());
        assert!(header(": 00").is_err());
    }
}
