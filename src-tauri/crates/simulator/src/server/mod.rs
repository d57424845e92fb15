//! The shell: listens, reads a bounded request, asks the world, and does to the connection what
//! the world says.

mod hand;
mod line;

use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderName, HeaderValue, Request as HttpRequest, Response, StatusCode, Uri};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::control::Control;
use crate::damage::{Delivery, Ending};
use crate::wire::{Reply, Request};

use line::{Cord, Doorway};

/// No documented request comes near it.
const LARGEST_BODY: usize = 64 * 1024;
const SLOWEST_BODY: Duration = Duration::from_secs(10);
/// How long open connections may take to end at shutdown.
const FAREWELL: Duration = Duration::from_secs(2);

#[derive(Debug)]
pub(crate) struct Server {
    control: Control,
    task: JoinHandle<()>,
    post: JoinHandle<()>,
}

impl Server {
    pub(crate) fn start(listener: TcpListener, control: Control) -> Self {
        let shop = Router::new().fallback(serve).with_state(control.clone());
        let shop = shop.into_make_service_with_connect_info::<Cord>();
        let mut ended = control.ended();
        let task = tokio::spawn(async move {
            let over = async move {
                // An error means that the control is gone, which is an end as well.
                let _ = ended.wait_for(|ended| *ended).await;
            };
            let served = axum::serve(Doorway::new(listener), shop).with_graceful_shutdown(over);
            if let Err(error) = served.await {
                tracing::error!(%error, "the simulator stopped listening");
            }
        });
        let post = crate::post::start(control.clone());
        Self {
            control,
            task,
            post,
        }
    }

    pub(crate) async fn stop(mut self) {
        self.control.close();
        if tokio::time::timeout(FAREWELL, &mut self.task)
            .await
            .is_err()
        {
            self.task.abort();
        }
        self.post.abort();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.control.close();
    }
}

async fn serve(
    State(control): State<Control>,
    ConnectInfo(cord): ConnectInfo<Cord>,
    request: HttpRequest<Body>,
) -> Response<Body> {
    let mut ended = control.ended();
    let request = tokio::select! {
        read = read(request) => read,
        _ = ended.wait_for(|ended| *ended) => Err(StatusCode::SERVICE_UNAVAILABLE),
    };
    let request = match request {
        Ok(request) => request,
        Err(status) => return bare(status),
    };
    let asked = control.clone();
    // Off the async threads, because a commit waits for the disk; and to the end, even when the
    // caller has gone away in the middle of it.
    let answered = tokio::task::spawn_blocking(move || answer(&asked, request));
    let Ok(delivery) = answered.await else {
        return bare(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let cut_short = tokio::select! {
        () = tokio::time::sleep(delivery.wait), if !delivery.wait.is_zero() => false,
        _ = ended.wait_for(|ended| *ended), if !delivery.wait.is_zero() => true,
        else => false,
    };
    let ending = if cut_short {
        Ending::Reset
    } else {
        delivery.ending
    };
    match ending {
        Ending::Reply(reply) => response(reply),
        Ending::Cut { reply, after } => {
            cord.end_after_body_bytes(after);
            response(reply)
        }
        Ending::Reset => {
            cord.reset();
            bare(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

fn answer(control: &Control, request: Request) -> Delivery {
    if request.path == hand::BASE || request.path.starts_with(hand::BELOW) {
        return hand::answer(control, &request).into();
    }
    let mut world = control.world();
    let delivery = world.receive(request, &control.origin());
    control.stir();
    delivery.unwrap_or_else(|| world.nobody_here().into())
}

async fn read(request: HttpRequest<Body>) -> Result<Request, StatusCode> {
    let (parts, body) = request.into_parts();
    let body = tokio::time::timeout(SLOWEST_BODY, to_bytes(body, LARGEST_BODY)).await;
    let body: Bytes = match body {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => return Err(StatusCode::REQUEST_TIMEOUT),
    };
    let mut headers = std::collections::BTreeMap::new();
    for (name, value) in &parts.headers {
        if let Ok(value) = value.to_str() {
            headers
                .entry(name.as_str().to_owned())
                .or_insert_with(|| value.to_owned());
        }
    }
    Ok(Request {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: query(&parts.uri),
        headers,
        body: body.to_vec(),
        base_url: String::new(),
    })
}

fn query(uri: &Uri) -> Vec<(String, String)> {
    Query::<Vec<(String, String)>>::try_from_uri(uri)
        .map(|Query(pairs)| pairs)
        .unwrap_or_default()
}

fn response(reply: Reply) -> Response<Body> {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in reply.headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

fn bare(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
