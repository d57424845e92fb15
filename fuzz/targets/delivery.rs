#![no_main]

libfuzzer_sys::fuzz_target!(
    init: fuzz::prepare("delivery", fuzz::delivery),
    |input: &[u8]| fuzz::delivery(input)
);
