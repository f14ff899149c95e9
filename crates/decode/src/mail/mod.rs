//! Mail as octets: fields (RFC 5322), parts (RFC 2045, 2046), encodings and charsets. What is damaged is read as far as it goes.

mod charset;
mod encoded_word;
mod fields;
mod html;
mod part;
mod split;
mod transfer;

pub(crate) use encoded_word::decode as decode_words;
pub(crate) use fields::{COMMON_FIELDS, Fields, is_field};
pub(crate) use part::Part;
pub(crate) use split::mails;
