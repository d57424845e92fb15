//! Asking the simulator without a network: for worlds that live through thousands of lives in a minute.

use crate::clock::Clock;
use crate::control::Control;
use crate::damage::Ending;
use crate::running::StartError;
use crate::story::Delays;
use crate::wire::Request;
use crate::world::{Plan, World};
use axum::extract::Query;
use axum::http::Uri;
use std::collections::BTreeMap;

/// What comes back when no network lies between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A whole reply.
    Reply {
        /// The HTTP status.
        status: u16,
        /// Names in lower case.
        headers: Vec<(String, String)>,
        /// The body's bytes.
        body: Vec<u8>,
    },
    /// The line broke before a reply, or in the middle of one. What was asked may have been done.
    Silence,
}

impl Control {
    /// A world of its own that listens nowhere, remembers nothing, and can only be asked.
    pub fn alone(seed: u64, clock: Clock, delays: Delays) -> Result<Self, StartError> {
        let (world, _) = World::open(&Plan {
            home: None,
            seed,
            clock,
            history: 0,
            delays,
        })?;
        Self::new(world, None, 0).map_err(StartError::Write)
    }

    /// Hands a request over as if it had come in on the port. Faults apply; hangs and delays take no time, a hang ends in
    /// silence.
    #[must_use]
    pub fn ask(&self, method: &str, url: &str, headers: &[(String, String)], body: &[u8]) -> Told {
        let Ok(uri) = url.parse::<Uri>() else {
            return Told::Silence;
        };
        let request = Request {
            method: method.to_owned(),
            path: uri.path().to_owned(),
            query: Query::<Vec<(String, String)>>::try_from_uri(&uri)
                .map(|Query(pairs)| pairs)
                .unwrap_or_default(),
            headers: headers
                .iter()
                .map(|(name, value)| (name.to_ascii_lowercase(), value.clone()))
                .collect::<BTreeMap<_, _>>(),
            body: body.to_vec(),
            base_url: String::new(),
        };
        let origin = self.origin();
        let mut world = self.world();
        let delivery = world
            .receive(request, &origin)
            .unwrap_or_else(|| world.nobody_here().into());
        match delivery.ending {
            Ending::Reply(reply) => Told::Reply {
                status: reply.status,
                headers: reply.headers,
                body: reply.body,
            },
            Ending::Cut { reply, after } if after >= reply.body.len() => Told::Reply {
                status: reply.status,
                headers: reply.headers,
                body: reply.body,
            },
            Ending::Cut { .. } | Ending::Reset => Told::Silence,
        }
    }
}
