//! The JSON Schema of `edgarlint.toml`, by which editors complete and check it.

use serde_json::{Map, Value as Json, json};

use super::keys::{Key, Shape, Within, of};
use super::written::{FAIL_ON, LEVELS, PROFILES};
use crate::filing::Form;
use crate::rules::{RuleInfo, Rulebook, Threshold};

/// The schema, of draft 7.
#[must_use]
pub fn schema() -> Json {
    let rules = Rulebook::built_in().rules();
    let mut families: Vec<&str> = rules.iter().map(|rule| rule.family).collect();
    families.dedup();
    let named = |name: &str, says: &str| json!({ "const": name, "description": says });
    let rule_names: Vec<Json> = rules.iter().map(|rule| named(rule.name(), rule.summary())).collect();
    let families = families.into_iter().map(|family| named(family, &format!("every rule of the family {family}")));
    let with_families: Vec<Json> = rule_names.iter().cloned().chain(families).collect();
    let changes: Map<String, Json> = rules.iter().map(|rule| (rule.name().to_owned(), change(rule))).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "edgarlint.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": properties(Within::Root),
        "definitions": {
            // Rules of one's own have names that are not known here.
            "house-rule": { "type": "string", "pattern": "^[a-z][a-z0-9-]*$", "description": "a rule of your own" },
            "rule": { "anyOf": [{ "oneOf": rule_names }, { "$ref": "#/definitions/house-rule" }] },
            "rule-or-family": { "anyOf": [{ "oneOf": with_families }, { "$ref": "#/definitions/house-rule" }] },
            "level": words(&LEVELS),
            "changes": {
                "type": "object",
                "properties": changes,
                "additionalProperties": {
                    "anyOf": [{ "$ref": "#/definitions/level" }, { "type": "object" }]
                }
            }
        }
    })
}

fn properties(within: Within) -> Json {
    let property = |key: &Key| {
        let mut shape = shape(key);
        if let Some(shape) = shape.as_object_mut() {
            shape.insert("description".to_owned(), key.says.into());
        }
        (key.name.to_owned(), shape)
    };
    of(within).map(property).collect::<Map<String, Json>>().into()
}

fn shape(key: &Key) -> Json {
    let list = |items: Json| json!({ "type": "array", "items": items });
    match key.shape {
        Shape::Text => json!({ "type": "string", "pattern": "\\S" }),
        Shape::Texts => list(json!({ "type": "string" })),
        // Editors see a date of TOML as a text.
        Shape::Day => json!({ "type": "string", "format": "date" }),
        Shape::Rule => json!({ "allOf": [{ "$ref": "#/definitions/rule" }] }),
        Shape::Rules => list(json!({ "$ref": "#/definitions/rule-or-family" })),
        Shape::Profile => words(&PROFILES),
        Shape::Level => json!({ "allOf": [{ "$ref": "#/definitions/level" }] }),
        Shape::FailOn => words(&FAIL_ON),
        Shape::Forms => list(json!({ "enum": Form::NAMES })),
        Shape::Ciks => list(json!({ "type": "string", "pattern": "^[0-9]{1,10}$" })),
        Shape::Changes => json!({ "allOf": [{ "$ref": "#/definitions/changes" }] }),
        Shape::Filed => {
            json!({ "type": "object", "additionalProperties": false, "properties": properties(Within::Filed), "minProperties": 1 })
        }
        Shape::Overrides => list(json!({
            "type": "object",
            "additionalProperties": false,
            "properties": properties(Within::Override),
            "required": ["rules"],
            "minProperties": 2,
        })),
        Shape::Suppressions => list(json!({
            "type": "object",
            "additionalProperties": false,
            "properties": properties(Within::Suppress),
            "required": ["rule", "reason"],
            "anyOf": [{ "required": ["path"] }, { "required": ["accession"] }, { "required": ["cik"] }],
        })),
    }
}

fn words<T>(words: &[(&str, T)]) -> Json {
    json!({ "enum": words.iter().map(|(word, _)| word).collect::<Vec<_>>() })
}

/// What may stand behind the name of a rule: a severity, or a table with its thresholds.
fn change(rule: &RuleInfo) -> Json {
    let mut inner = properties(Within::Rule);
    if let Some(inner) = inner.as_object_mut() {
        for (name, own) in rule.params().iter().flat_map(|params| &params.values) {
            let kind = match own {
                Threshold::Whole(_) => json!({ "type": "integer" }),
                Threshold::List(_) => json!({ "type": "array" }),
                _ => json!({ "type": ["string", "integer"] }),
            };
            inner.insert(name.clone(), kind);
        }
    }
    json!({
        "description": rule.summary(),
        "anyOf": [
            { "$ref": "#/definitions/level" },
            { "type": "object", "additionalProperties": false, "properties": inner, "minProperties": 1 }
        ]
    })
}
