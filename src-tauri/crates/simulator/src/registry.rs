//! The sandboxes there are: one folder and one line each.

use crate::sandbox::Sandbox;

pub(crate) static SANDBOXES: &[&dyn Sandbox] = &[
    &crate::dgspay::DgsPay,
    &crate::zengapay::Zengapay,
    &crate::djamo::Djamo,
    &crate::djomy::Djomy,
];
