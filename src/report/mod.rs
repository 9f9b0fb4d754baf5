//! Words on a screen, and shapes for programs.
