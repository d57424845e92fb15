#![no_main]

use std::sync::LazyLock;

static SHOP: LazyLock<fuzz::Shop> = LazyLock::new(fuzz::Shop::open);

libfuzzer_sys::fuzz_target!(
    init: fuzz::prepare("search_text", |input| fuzz::search_text(&SHOP, input)),
    |input: &[u8]| fuzz::search_text(&SHOP, input)
);
