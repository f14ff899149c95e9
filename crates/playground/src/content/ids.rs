use smtp_engine::spec::Need;
use smtp_engine::syntax::Role;

/// Makes the list of all and the names in content files from one list, so that they cannot drift. A new
/// variant does not compile until it has a name here.
macro_rules! ids {
    ($all:ident, $id:ident, $type:ident, $what:literal, {$($name:ident = $text:literal,)+}) => {
        #[doc = concat!("All of [`", stringify!($type), "`].")]
        pub const $all: &[$type] = &[$($type::$name,)+];

        #[doc = concat!("The name of ", $what, " in content files.")]
        pub const fn $id(value: $type) -> &'static str {
            match value {
                $($type::$name => $text,)+
            }
        }
    };
}

ids!(NEEDS, need_id, Need, "a need", {
    Hello = "hello",
    Mail = "mail",
    Rcpt = "rcpt",
    NoTransaction = "no-transaction",
    NoTls = "no-tls",
    NoLogin = "no-login",
    NoChunk = "no-chunk",
});

ids!(ROLES, role_id, Role, "a role", {
    Verb = "verb",
    Keyword = "keyword",
    Bracket = "bracket",
    SourceRoute = "source-route",
    LocalPart = "local-part",
    At = "at",
    Domain = "domain",
    AddressLiteral = "address-literal",
    ParameterName = "parameter-name",
    Equals = "equals",
    ParameterValue = "parameter-value",
    Mechanism = "mechanism",
    InitialResponse = "initial-response",
    ChunkSize = "chunk-size",
    Last = "last",
    Text = "text",
    Unexpected = "unexpected",
});
