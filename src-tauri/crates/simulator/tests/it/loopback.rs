//! Where it can be reached from.

use simulator::{Config, Simulator};
use tokio::net::TcpStream;

#[tokio::test]
async fn the_sandbox_listens_on_loopback_alone() {
    let running = Simulator::start(Config {
        history: 0,
        ..Config::default()
    })
    .await
    .unwrap();
    let port = running.port();
    assert!(TcpStream::connect(("127.0.0.1", port)).await.is_ok());
    // Whoever listened on every address of the computer would be met at this one, too.
    assert!(TcpStream::connect(("127.0.0.2", port)).await.is_err());
    running.shutdown().await;
}
