//! Facts of the world, each with its source, loaded once when first asked for.
