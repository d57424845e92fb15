//! The network port against TLS, with the trust store and the proxy settings of a machine that is ours to set up: each
//! test runs itself again with its own environment.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set its stage should stop"
)]

use engine::ports::{Http, HttpRequest, NotWritten, SendError};
use platform::NetworkHttp;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

const INSIDE: &str = "DUKA_TEST_INSIDE";

/// Runs this very test again on a machine that trusts `roots` alone and knows no proxy. `true`: this is that run.
fn inside(test: &str, roots: Option<&Path>) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "--nocapture", test])
        .env(INSIDE, "1");
    for name in [
        "ALL_PROXY",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "NO_PROXY",
        "SSL_CERT_DIR",
    ] {
        command
            .env_remove(name)
            .env_remove(name.to_ascii_lowercase());
    }
    if let Some(roots) = roots {
        command.env("SSL_CERT_FILE", roots);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    false
}

/// An authority, a server for `localhost` that it vouches for, and where its certificate lies.
struct Secure {
    port: u16,
    roots: PathBuf,
}

fn secure_server(folder: &Path) -> Secure {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let mut leaf = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    leaf.use_authority_key_identifier_extension = true;
    leaf.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth];
    let leaf = leaf.signed_by(&key, &authority).unwrap();
    let roots = folder.join("roots.pem");
    std::fs::write(&roots, authority.pem()).unwrap();

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![leaf.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let tls = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut tls = StreamOwned::new(tls, stream.unwrap());
            // A client that does not trust us hangs up here.
            if tls.read(&mut [0; 4096]).is_ok() {
                let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsafe";
                drop(tls.write_all(answer));
                tls.conn.send_close_notify();
                drop(tls.flush());
            }
        }
    });
    Secure { port, roots }
}

async fn get(url: String) -> Result<(u16, Vec<u8>), SendError> {
    let request = HttpRequest {
        method: "GET",
        url,
        headers: Vec::new(),
        body: None,
    };
    let http = NetworkHttp::new().unwrap();
    let answer = http.send(request, Duration::from_secs(20)).await?;
    Ok((answer.status, answer.body))
}

const TLS: SendError = SendError::NotWritten {
    how: NotWritten::Tls,
};

#[tokio::test]
async fn https_is_spoken_with_whom_the_system_trusts() {
    let port = "DUKA_TEST_PORT";
    if let Ok(port) = std::env::var(port) {
        let answer = get(format!("https://localhost:{port}/")).await;
        assert_eq!(answer, Ok((200, b"safe".to_vec())));
        let other_name = get(format!("https://127.0.0.1:{port}/")).await;
        assert_eq!(other_name, Err(TLS), "the certificate is for another name");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let server = secure_server(folder.path());
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "--nocapture",
            "https_is_spoken_with_whom_the_system_trusts",
        ])
        .env("SSL_CERT_FILE", &server.roots)
        .env(port, server.port.to_string())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused_before_a_byte_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let server = secure_server(folder.path());
    let answer = get(format!("https://localhost:{}/", server.port)).await;
    assert_eq!(answer, Err(TLS));
}

#[tokio::test]
async fn a_port_that_speaks_no_tls_is_told_apart_from_a_lost_answer() {
    for speech in ["HTTP/1.1 400 Bad Request\r\n\r\n", ""] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            // All of the greeting, since a socket closed with bytes unread is reset.
            let greeting = stream.read(&mut [0; 4096]).unwrap();
            assert!(greeting > 0);
            stream.write_all(speech.as_bytes()).unwrap();
        });
        let answer = get(format!("https://localhost:{port}/")).await;
        assert_eq!(answer, Err(TLS), "{speech:?}");
    }
}

#[tokio::test]
async fn a_name_that_cannot_be_found_means_no_network() {
    if inside("a_name_that_cannot_be_found_means_no_network", None) {
        let how = NotWritten::NoNetwork;
        let answer = get("https://pay.example.invalid/".to_owned()).await;
        assert_eq!(answer, Err(SendError::NotWritten { how }));
    }
}
