//! A check that tables share: no key may stand for two rows.

use std::collections::BTreeMap;

use crate::ResourceError;

/// Refuses a key that two different owners claim; the same owner may repeat it.
///
/// # Errors
/// Names the first such key.
pub(crate) fn refuse_shared_keys<Owner: PartialEq>(
    file: &str,
    what: &str,
    keys: impl IntoIterator<Item = (String, Owner)>,
) -> Result<(), ResourceError> {
    let mut owners = BTreeMap::new();
    for (key, owner) in keys {
        if let Some(first) = owners.get(&key) {
            if *first != owner {
                let problem = format!("the {what} \"{key}\" stands in two rows; take it out of one");
                return Err(ResourceError { file: file.into(), problem });
            }
        } else {
            owners.insert(key, owner);
        }
    }
    Ok(())
}
