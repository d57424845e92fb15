//! [`Control`] over HTTP, for tests and tools in other processes. A web page must not be able to
//! use it: what names an origin, or another host than the loopback one, is refused.

use std::collections::BTreeMap;
use std::time::Duration;

use rust_decimal::Decimal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::control::{Control, ControlError};
use crate::plan::{BadDay, Planned};
use crate::post_faults::PlannedPost;
use crate::sandbox::{LinkPayment, OutsidePayment};
use crate::wire::{Reply, Request};

pub(super) const BASE: &str = "/_control";
pub(super) const BELOW: &str = "/_control/";

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Wind {
    advance_ms: u64,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct AccessChange {
    provider: String,
    #[serde(default)]
    keys_disabled: Option<bool>,
    #[serde(default)]
    ip_blocked: Option<bool>,
    #[serde(default)]
    rotate: bool,
    /// The only addresses that may ask; an empty list lets every one.
    #[serde(default)]
    allowed_ips: Option<Vec<String>>,
    /// The address requests are taken to come from.
    #[serde(default)]
    seen_ip: Option<String>,
    /// 0 takes all.
    #[serde(default)]
    requests_per_second: Option<u64>,
    #[serde(default)]
    payouts_listed: Option<bool>,
    /// By name; null puts one back.
    #[serde(default)]
    knobs: BTreeMap<String, Option<String>>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WebhookUrl {
    provider: String,
    #[serde(default)]
    url: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Funds {
    provider: String,
    currency: String,
    amount: Decimal,
}

pub(super) fn answer(control: &Control, request: &Request) -> Reply {
    if !is_local(request) {
        return refuse(403, "only for programs on this machine");
    }
    let path = request.path.trim_start_matches(BASE).trim_matches('/');
    let done = match (request.method.as_str(), path) {
        ("GET", "") => Ok(json!({"now": control.now(), "practice": control.practice()})),
        ("GET", "practice") => shown(&control.practice()),
        ("GET", "clock") => Ok(json!({"now": control.now()})),
        ("POST", "clock") => read::<Wind>(request).and_then(|wind| {
            let now = control
                .wind(Duration::from_millis(wind.advance_ms))
                .map_err(failed)?;
            Ok(json!({"now": now}))
        }),
        ("GET", "faults") => shown(&control.faults()),
        ("POST", "faults") => read::<Planned>(request).and_then(|planned| {
            control.fault(planned).map_err(failed)?;
            shown(&control.faults())
        }),
        ("DELETE", "faults") => {
            control.clear_faults();
            Ok(json!([]))
        }
        ("PUT", "bad_day") => read::<BadDay>(request).map(|day| {
            control.bad_day(Some(day));
            json!({})
        }),
        ("DELETE", "bad_day") => {
            control.bad_day(None);
            Ok(json!({}))
        }
        ("GET", "ledger") if request.parameter("past") == Some("true") => {
            shown(&control.ledger_with_past())
        }
        ("GET", "ledger") => shown(&control.ledger()),
        ("GET", "requests") => shown(&control.seen()),
        ("POST", "outside") => read::<OutsidePayment>(request).and_then(|payment| {
            let reference = control.pay_outside(&payment).map_err(failed)?;
            Ok(json!({"reference": reference}))
        }),
        ("POST", "pay_out") => read::<OutsidePayment>(request).and_then(|payment| {
            let reference = control.pay_out_outside(&payment).map_err(failed)?;
            Ok(json!({"reference": reference}))
        }),
        ("POST", "pay_link") => read::<LinkPayment>(request).and_then(|payment| {
            let reference = control.pay_link(&payment).map_err(failed)?;
            Ok(json!({"reference": reference}))
        }),
        ("POST", "funds") => read::<Funds>(request).and_then(|funds| {
            let (provider, currency) = (&funds.provider, &funds.currency);
            let funded = control.fund(provider, currency, funds.amount);
            funded.map(|()| json!({})).map_err(failed)
        }),
        ("POST", "webhook_url") => read::<WebhookUrl>(request).and_then(|to| {
            let set = control.set_webhook_url(&to.provider, to.url.as_deref());
            set.map(|()| json!({})).map_err(failed)
        }),
        ("GET", "posted") => shown(&control.posted()),
        ("GET", "post_faults") => shown(&control.post_faults()),
        ("POST", "post_faults") => read::<PlannedPost>(request).and_then(|planned| {
            control.post_fault(planned).map_err(failed)?;
            shown(&control.post_faults())
        }),
        ("DELETE", "post_faults") => {
            control.clear_post_faults();
            Ok(json!([]))
        }
        ("POST", "access") => {
            read::<AccessChange>(request).and_then(|change| access(control, &change))
        }
        _ => Err(refuse(404, "no such control")),
    };
    match done {
        Ok(body) => Reply::json(200, &body),
        Err(reply) => reply,
    }
}

fn access(control: &Control, change: &AccessChange) -> Result<Value, Reply> {
    if let Some(disabled) = change.keys_disabled {
        control
            .disable_keys(&change.provider, disabled)
            .map_err(failed)?;
    }
    if let Some(blocked) = change.ip_blocked {
        control
            .block_ip(&change.provider, blocked)
            .map_err(failed)?;
    }
    for (knob, value) in &change.knobs {
        control
            .set_knob(&change.provider, knob, value.as_deref())
            .map_err(failed)?;
    }
    if let Some(ips) = &change.allowed_ips {
        let ips = Some(ips.clone()).filter(|ips| !ips.is_empty());
        control.allow_ips(&change.provider, ips).map_err(failed)?;
    }
    if let Some(ip) = &change.seen_ip {
        control.come_from(&change.provider, ip).map_err(failed)?;
    }
    if let Some(most) = change.requests_per_second {
        let most = Some(most).filter(|most| *most > 0);
        control.limit_rate(&change.provider, most).map_err(failed)?;
    }
    if let Some(listed) = change.payouts_listed {
        control
            .list_payouts(&change.provider, listed)
            .map_err(failed)?;
    }
    if change.rotate {
        control.rotate_keys(&change.provider).map_err(failed)?;
    }
    shown(&control.practice())
}

fn is_local(request: &Request) -> bool {
    let host = request.header("host").unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost") && request.header("origin").is_none()
}

fn read<T: DeserializeOwned>(request: &Request) -> Result<T, Reply> {
    serde_json::from_slice(&request.body).map_err(|error| refuse(400, &error.to_string()))
}

fn shown<T: Serialize>(value: &T) -> Result<Value, Reply> {
    serde_json::to_value(value).map_err(|error| refuse(500, &error.to_string()))
}

fn failed(error: ControlError) -> Reply {
    let status = match error {
        ControlError::NoProvider(_) => 404,
        ControlError::Refused(_) => 422,
        ControlError::Write(_) => 500,
    };
    refuse(status, &error.to_string())
}

fn refuse(status: u16, text: &str) -> Reply {
    Reply::json(status, &json!({"error": text}))
}
