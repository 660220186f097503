//! One JSON Web Key (RFC 7517 section 4), read by itself: whatever is wrong with it
//! stays with it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::algorithm::Curve;
use super::asn1;
use super::fault::KeyFault;
use super::key::{Key, Numbers, Origin, PublicKey, SECURE_RSA_BITS, X5c, bits};
use crate::report::{Problem, Severity};
use crate::text::json::Value;
use crate::text::{Source, base64url};

/// Members that only a private key has (RFC 7518 section 6, RFC 8037 section 2).
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "priv"];

/// A key together with what is odd about it.
pub(super) struct Reading {
    pub(super) key: Key,
    /// Sentences without a subject, which the caller puts in front.
    pub(super) problems: Vec<Problem>,
}

/// Reads one element of a JWK Set.
pub(super) fn read(value: &Value, source: &Source<'_>) -> Reading {
    let mut reader = Reader {
        value,
        source,
        problems: Vec::new(),
    };
    let key = reader.key();
    Reading {
        key,
        problems: reader.problems,
    }
}

struct Reader<'a> {
    value: &'a Value,
    source: &'a Source<'a>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn key(&mut self) -> Key {
        let kty = self.string("kty");
        let kid = self.string("kid");
        let public_key_use = self.string("use");
        let alg = self.string("alg");
        let key_ops = self.strings("key_ops");
        let numbers = self.numbers(kty.as_ref().ok().and_then(Option::as_deref));
        self.warn_of_secrets();
        let x5c = self.x5c(numbers.as_ref().ok());
        let members = first_fault([
            kty.as_ref().err(),
            kid.as_ref().err(),
            public_key_use.as_ref().err(),
            alg.as_ref().err(),
            key_ops.as_ref().err(),
        ]);
        Key {
            span: self.source.span(&self.value.at),
            origin: Origin::Jwk,
            kid: kid.ok().flatten(),
            kty: kty.ok().flatten().unwrap_or_default(),
            public_key_use: public_key_use.ok().flatten(),
            key_ops: key_ops.ok().flatten(),
            alg: alg.ok().flatten(),
            size: numbers.as_ref().ok().map(Numbers::size),
            thumbprint: numbers.as_ref().ok().and_then(Numbers::thumbprint),
            public_key: self.public_key(members, numbers, &x5c),
            x5c,
        }
    }

    fn public_key(
        &mut self,
        members: Option<KeyFault>,
        numbers: Result<Numbers, KeyFault>,
        x5c: &X5c,
    ) -> Result<PublicKey, KeyFault> {
        if self.value.as_object().is_none() {
            return Err(KeyFault::NotAnObject {
                found: self.value.kind.name(),
            });
        }
        if let Some(fault) = members {
            return Err(fault);
        }
        let key = numbers?.check()?;
        if *x5c == X5c::Disagrees {
            return Err(KeyFault::X5cDisagrees);
        }
        self.warn_of_size(&key);
        Ok(key)
    }

    fn warn(&mut self, severity: Severity, name: &str, message: String) {
        let at = self
            .value
            .as_object()
            .and_then(|members| members.iter().rev().find(|member| member.name == name))
            .map_or_else(|| self.value.at.clone(), |member| member.name_at.clone());
        self.problems.push(Problem {
            severity,
            message,
            span: Some(self.source.span(&at)),
        });
    }

    fn string(&self, name: &'static str) -> Result<Option<String>, KeyFault> {
        let Some(value) = self.value.get(name) else {
            return Ok(None);
        };
        match value.as_str() {
            Some(text) => Ok(Some(text.to_owned())),
            None => Err(KeyFault::MemberType {
                name,
                expected: "a string",
                found: value.kind.name(),
            }),
        }
    }

    fn strings(&self, name: &'static str) -> Result<Option<Vec<String>>, KeyFault> {
        let Some(value) = self.value.get(name) else {
            return Ok(None);
        };
        let fault = |found| KeyFault::MemberType {
            name,
            expected: "an array of strings",
            found,
        };
        let elements = value.as_array().ok_or_else(|| fault(value.kind.name()))?;
        let mut strings = Vec::with_capacity(elements.len());
        for element in elements {
            match element.as_str() {
                Some(text) => strings.push(text.to_owned()),
                None => return Err(fault("an array with something else in it")),
            }
        }
        Ok(Some(strings))
    }

    /// The numbers that the key type needs, decoded and not checked any further.
    fn numbers(&mut self, kty: Option<&str>) -> Result<Numbers, KeyFault> {
        match kty {
            Some("RSA") => {
                let (n, e) = (self.bytes("n")?, self.bytes("e")?);
                self.warn_of_leading_zeros(&[("n", &n), ("e", &e)]);
                Ok(Numbers::rsa(&n, &e))
            }
            Some("EC") => {
                let crv = self.required("crv")?;
                let curve = Curve::named(&crv).ok_or(KeyFault::UnsupportedCurve { found: crv })?;
                Ok(Numbers::Ec {
                    curve,
                    x: self.bytes("x")?,
                    y: self.bytes("y")?,
                })
            }
            Some("OKP") => {
                let crv = self.required("crv")?;
                match crv.as_str() {
                    "Ed25519" => Ok(Numbers::Ed25519 { x: self.bytes("x")? }),
                    "X25519" | "X448" => Err(KeyFault::KeyAgreementCurve { found: crv }),
                    _ => Err(KeyFault::UnsupportedCurve { found: crv }),
                }
            }
            Some("oct") => Ok(Numbers::Secret { k: self.bytes("k")? }),
            Some(found) => Err(KeyFault::UnknownKty {
                found: found.to_owned(),
            }),
            None => Err(KeyFault::MissingMember { name: "kty" }),
        }
    }

    fn required(&self, name: &'static str) -> Result<String, KeyFault> {
        self.string(name)?.ok_or(KeyFault::MissingMember { name })
    }

    fn bytes(&self, name: &'static str) -> Result<Vec<u8>, KeyFault> {
        base64url::decode(&self.required(name)?).map_err(|fault| KeyFault::Base64 { name, fault })
    }

    fn warn_of_leading_zeros(&mut self, numbers: &[(&str, &[u8])]) {
        for (name, number) in numbers {
            if number.len() > 1 && number.first() == Some(&0) {
                self.warn(
                    Severity::Warning,
                    name,
                    format!("writes its {name} with a leading zero byte, which RFC 7518 section 2 forbids; it is read without."),
                );
            }
        }
    }

    fn warn_of_size(&mut self, key: &PublicKey) {
        if let PublicKey::Rsa { n, .. } = key
            && bits(n) < SECURE_RSA_BITS
        {
            let found = bits(n);
            self.warn(
                Severity::Warning,
                "n",
                format!("has {found} bits; RSA keys need at least {SECURE_RSA_BITS} (RFC 7518 section 3.3), and smaller ones can be broken."),
            );
        }
    }

    /// Says that secrets are there, and never what they are.
    fn warn_of_secrets(&mut self) {
        let found: Vec<&str> = PRIVATE_MEMBERS
            .into_iter()
            .filter(|name| self.value.get(name).is_some())
            .collect();
        if let Some(first) = found.first() {
            let members = found.join(", ");
            self.warn(
                Severity::Error,
                first,
                format!("is a private key: it holds {members}. Whoever has this text can sign tokens as the issuer. Only the public part is used here; if the text was published, replace the key."),
            );
        } else if self.value.get("k").is_some() {
            self.warn(
                Severity::Warning,
                "k",
                "is a shared secret: whoever has this text can sign tokens with it. Issuers of OpenID Connect tokens for AWS publish public keys only.".to_owned(),
            );
        }
    }

    fn x5c(&mut self, numbers: Option<&Numbers>) -> X5c {
        let certificates = match self.strings("x5c") {
            Ok(None) => return X5c::Absent,
            Ok(Some(certificates)) => certificates,
            Err(fault) => return self.unreadable_x5c(fault.to_string()),
        };
        let Some(first) = certificates.first() else {
            return self.unreadable_x5c("It is empty.".to_owned());
        };
        let Some(numbers) = numbers else {
            return X5c::Alone;
        };
        let Ok(der) = STANDARD.decode(first) else {
            return self
                .unreadable_x5c("Its first certificate is not base64 (the standard alphabet, padded).".to_owned());
        };
        match asn1::certificate(&der) {
            Ok(certified) if certified == *numbers => X5c::Agrees,
            Ok(_) => X5c::Disagrees,
            Err(fault) => self.unreadable_x5c(fault.to_string()),
        }
    }

    fn unreadable_x5c(&mut self, reason: String) -> X5c {
        self.warn(
            Severity::Warning,
            "x5c",
            format!("has an x5c that cannot be compared with the key. {reason}"),
        );
        X5c::Unreadable(reason)
    }
}

fn first_fault<const N: usize>(faults: [Option<&KeyFault>; N]) -> Option<KeyFault> {
    faults.into_iter().flatten().next().cloned()
}
