//! Whom a connection may be made with: those that the system trusts.

use rustls::{ClientConfig, Error};
use rustls_platform_verifier::ConfigVerifierExt as _;
use std::sync::OnceLock;

/// TLS towards those that the system trusts, for HTTP/1.1.
///
/// On Linux they lie in some hundred files, which take tens of milliseconds to read: that is done once in the life of a process.
/// Whom the system takes up later is trusted after the next start.
pub(crate) fn tls() -> Result<ClientConfig, Error> {
    static READ: OnceLock<ClientConfig> = OnceLock::new();
    if let Some(read) = READ.get() {
        return Ok(read.clone());
    }
    let mut config = ClientConfig::with_platform_verifier()?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(READ.get_or_init(|| config).clone())
}
