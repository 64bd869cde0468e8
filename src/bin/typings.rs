//! Prints the TypeScript declarations of the typed methods.

fn main() {
    print!("{}", b24_wasm::typings::module());
}
