#![no_main]

libfuzzer_sys::fuzz_target!(
    init: fuzz::prepare("batch_file", fuzz::batch_file),
    |input: &[u8]| fuzz::batch_file(input)
);
