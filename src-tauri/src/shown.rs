//! What a command lets the window see. Every answer passes here, and is masked here for whoever may not see it whole.

use crate::mask;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// What somebody may see of phone numbers and of what providers said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Eyes {
    /// Everything.
    Owner,
    /// No number whole.
    Support,
    /// No number whole, and not what providers said.
    Cashier,
}

/// A view as it leaves. It can only be made by saying whose eyes it is for.
pub(crate) struct Shown<T>(Inner<T>);

enum Inner<T> {
    Whole(T),
    Masked(Value),
}

impl<T: Serialize> Shown<T> {
    /// The view for these eyes.
    pub(crate) fn to(eyes: Eyes, view: T) -> Self {
        if eyes == Eyes::Owner {
            return Self(Inner::Whole(view));
        }
        // What cannot be looked through is not shown.
        let mut value = serde_json::to_value(&view).unwrap_or(Value::Null);
        if eyes == Eyes::Cashier {
            without_answers(&mut value);
        }
        Self(Inner::Masked(mask::masked(value)))
    }

    /// A view of what the same person has just typed, or of nobody's number at all.
    pub(crate) fn as_it_is(view: T) -> Self {
        Self(Inner::Whole(view))
    }
}

/// What a provider answered, word for word, holds more than a cashier needs.
fn without_answers(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::Array(answers) if name == "answers" => answers.clear(),
                    value => without_answers(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(without_answers),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

impl<T: Serialize> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Inner::Whole(view) => view.serialize(serializer),
            Inner::Masked(value) => value.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn seen(eyes: Eyes) -> String {
        let view = json!({
            "operation": {"phone": "+256772418305"},
            "answers": [{"body": "{\"status\":\"said\"}"}],
        });
        serde_json::to_string(&Shown::to(eyes, view)).expect("it is JSON")
    }

    #[test]
    fn an_owner_sees_all_support_no_number_and_a_cashier_no_answers_either() {
        assert!(seen(Eyes::Owner).contains("+256772418305"));
        let support = seen(Eyes::Support);
        assert!(!support.contains("418") && support.contains("said"));
        let cashier = seen(Eyes::Cashier);
        assert!(!cashier.contains("418") && !cashier.contains("said"));
    }
}
