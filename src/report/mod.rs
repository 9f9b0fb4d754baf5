//! Words on a screen, and shapes for programs.

mod excerpt;
pub mod human;
#[cfg(test)]
mod sample;
