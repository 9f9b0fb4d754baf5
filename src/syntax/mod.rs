//! Formats: pages, lines, cells and tokens. Pest lives here. Knows no form.
