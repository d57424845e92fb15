#![no_main]

libfuzzer_sys::fuzz_target!(
    init: fuzz::prepare("provider_reply", fuzz::provider_reply),
    |input: &[u8]| fuzz::provider_reply(input)
);
