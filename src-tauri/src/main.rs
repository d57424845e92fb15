fn main() { duka_app::run(); }
