//! The code on a slip. It holds a reference and nothing else: scanned into the search, it finds the payment; it proves
//! nothing by itself.

use crate::line::{LineKind, LineView};
use qrcodegen::{QrCode, QrCodeEcc};

/// The code of a text; `None` for one that is too long for any.
pub(crate) fn line(text: &str) -> Option<LineView> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size();
    let rows = (0..side)
        .map(|y| {
            (0..side)
                .map(|x| if code.get_module(x, y) { '1' } else { '0' })
                .collect()
        })
        .collect();
    Some(LineView {
        rows,
        ..LineView::new(LineKind::Qr, text)
    })
}
