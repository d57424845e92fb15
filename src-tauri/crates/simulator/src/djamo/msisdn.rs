//! Numbers of the two countries, in E.164.

use super::knobs;
use crate::fields::Fields;
use crate::sandbox::Desk;

/// Digits with the calling code, where it is a mobile number the account may use.
pub(super) fn read(desk: &Desk<'_>, text: &str) -> Option<String> {
    let digits = text.strip_prefix('+')?;
    let wanted = |country: &str| knobs::country(desk.access).is_none_or(|own| own == country);
    let ivorian = digits
        .strip_prefix("225")
        .is_some_and(|national| wanted("CI") && is_mobile(national, 10, &["01", "05", "07"]));
    let senegalese = digits
        .strip_prefix("221")
        .is_some_and(|national| wanted("SN") && is_mobile(national, 9, &["7"]));
    (ivorian || senegalese).then(|| digits.to_owned())
}

fn is_mobile(national: &str, digits: usize, begins: &[&str]) -> bool {
    national.len() == digits
        && national.bytes().all(|byte| byte.is_ascii_digit())
        && begins.iter().any(|prefix| national.starts_with(prefix))
}

/// The required field of a body.
pub(super) fn required(desk: &Desk<'_>, fields: &mut Fields<'_>, field: &str) -> String {
    let text = fields.text(field);
    let digits = read(desk, text);
    if digits.is_none() && !text.is_empty() {
        fields.problem(
            field,
            format!("{field} must be a valid phone number, e.g. +2250700000000"),
        );
    }
    digits.unwrap_or_default()
}

/// As answers carry it; `null` while nobody is known.
pub(super) fn shown(digits: &str) -> Option<String> {
    (!digits.is_empty()).then(|| format!("+{digits}"))
}
