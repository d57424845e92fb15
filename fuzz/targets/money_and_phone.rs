#![no_main]

libfuzzer_sys::fuzz_target!(
    init: fuzz::prepare("money_and_phone", fuzz::money_and_phone),
    |input: &[u8]| fuzz::money_and_phone(input)
);
