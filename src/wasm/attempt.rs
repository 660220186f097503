//! From a JavaScript object to an [`Attempt`].
//!
//! The loader in `pkg/src/` has checked it and names what is wrong. Here a wrong member
//! only has to be refused, and then `serde`, which prints every wrong value, costs the
//! module a tenth of its bytes.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

use crate::attempt::{Attempt, ContextValue, Provider, ProviderInput, Request, Role};
use crate::text::names::ByName;

/// A value of another type than was declared.
pub(super) struct Misuse {
    /// The member that holds it.
    pub(super) member: &'static str,
}

/// From a JavaScript value, or nothing where it is of another type.
type Read<T> = fn(&JsValue) -> Option<T>;

pub(super) fn read(given: &JsValue) -> Result<Attempt, Misuse> {
    Ok(Attempt {
        token: required(given, "token", text)?,
        jwks: optional(given, "jwks", text)?,
        trust_policy: optional(given, "trustPolicy", text)?,
        provider: provider(given)?,
        role: nested(given, "role", role)?,
        request: nested(given, "request", request)?,
        context: optional(given, "context", |given| record(given, context_value))?.unwrap_or_default(),
        now: optional(given, "now", JsValue::as_f64)?,
    })
}

/// Absent is assumed, `null` is none.
fn provider(attempt: &JsValue) -> Result<ProviderInput, Misuse> {
    let given = member(attempt, "provider")?;
    if given.is_undefined() {
        return Ok(ProviderInput::Assumed);
    }
    if given.is_null() {
        return Ok(ProviderInput::None);
    }
    Ok(ProviderInput::Registered(Provider {
        arn: optional(&given, "arn", text)?,
        url: required(&given, "url", text)?,
        client_id_list: optional(&given, "clientIdList", texts)?,
        thumbprint_list: optional(&given, "thumbprintList", texts)?,
    }))
}

fn role(given: &JsValue) -> Result<Role, Misuse> {
    Ok(Role {
        arn: optional(given, "arn", text)?,
        max_session_duration: optional(given, "maxSessionDuration", JsValue::as_f64)?,
        tags: optional(given, "tags", |given| record(given, text))?,
    })
}

fn request(given: &JsValue) -> Result<Request, Misuse> {
    Ok(Request {
        role_session_name: optional(given, "roleSessionName", text)?,
        duration_seconds: optional(given, "durationSeconds", JsValue::as_f64)?,
        provider_id: optional(given, "providerId", text)?,
        policy: optional(given, "policy", text)?,
        policy_arns: optional(given, "policyArns", texts)?,
    })
}

/// Several values make a key multivalued, whatever their number.
fn context_value(given: &JsValue) -> Option<ContextValue> {
    match text(given) {
        Some(value) => Some(ContextValue::Single(value)),
        None => texts(given).map(ContextValue::Multi),
    }
}

fn member(object: &JsValue, name: &'static str) -> Result<JsValue, Misuse> {
    Reflect::get(object, &name.into()).map_err(|_| Misuse { member: name })
}

fn required<T>(object: &JsValue, name: &'static str, read: Read<T>) -> Result<T, Misuse> {
    read(&member(object, name)?).ok_or(Misuse { member: name })
}

/// `null` counts as not given.
fn optional<T>(object: &JsValue, name: &'static str, read: Read<T>) -> Result<Option<T>, Misuse> {
    let given = member(object, name)?;
    if given.is_null() || given.is_undefined() {
        return Ok(None);
    }
    read(&given).map(Some).ok_or(Misuse { member: name })
}

fn nested<T>(
    object: &JsValue,
    name: &'static str,
    read: fn(&JsValue) -> Result<T, Misuse>,
) -> Result<Option<T>, Misuse> {
    let given = member(object, name)?;
    if given.is_null() || given.is_undefined() {
        return Ok(None);
    }
    read(&given).map(Some)
}

/// A lone surrogate becomes U+FFFD, one unit for one.
fn text(given: &JsValue) -> Option<String> {
    given.as_string()
}

fn texts(given: &JsValue) -> Option<Vec<String>> {
    let list = given.dyn_ref::<Array>()?;
    list.iter().map(|given| text(&given)).collect()
}

fn record<T>(given: &JsValue, read: Read<T>) -> Option<ByName<T>> {
    // Not by `instanceof`: a record of the loader's has no prototype.
    let entries = given.is_object().then(|| Object::entries(given.unchecked_ref()))?;
    let entry = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((text(&pair.get(0))?, read(&pair.get(1))?))
    };
    entries.iter().map(entry).collect()
}
