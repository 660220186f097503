//! The room that reads what was pasted as a token: examples as data, snapshots of whole
//! readings, and properties.

#[cfg(test)]
mod aws_claims;
#[cfg(test)]
mod context;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod issuers;
#[cfg(test)]
mod made;
#[cfg(test)]
mod pasting;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod readings;
