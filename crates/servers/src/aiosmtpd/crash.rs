//! Where Python's parser breaks off with an error of its own; aiosmtpd tells the client its name and
//! writes the traceback to its log.

/// The error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Error {
    /// `value[0]` of an empty string.
    StringIndex,
    /// `tok[0]` of an empty list.
    ListIndex,
    /// The value of a defect.
    NoValue,
}

impl Error {
    /// Its class.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::StringIndex | Self::ListIndex => "IndexError",
            Self::NoValue => "AttributeError",
        }
    }

    /// Its text.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::StringIndex => "string index out of range",
            Self::ListIndex => "list index out of range",
            Self::NoValue => "'InvalidHeaderDefect' object has no attribute 'value'",
        }
    }
}

/// A place that an error passes on its way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Site {
    DomainStart,
    LocalPartStart,
    AngleStart,
    SpecLocalPart,
    SpecDomain,
    RouteDomain,
    RouteNext,
    RouteNextDomain,
    AngleSpec,
    AngleRoute,
    AngleSpecBehindRoute,
    GetAngle,
    GetSpec,
    GetText,
    AngleLocalPart,
    AngleText,
    AngleQuotedText,
    TextLocalPart,
    TextDomain,
    LocalPart,
    LocalPartToken,
    Domain,
    DomainValue,
    Value,
    ValueItem,
}

/// One place in the program's text.
pub(super) struct Frame {
    /// It is aiosmtpd's own, not Python's parser.
    pub(super) own: bool,
    /// The line's number.
    pub(super) line: u16,
    /// The function.
    pub(super) function: &'static str,
    /// The line.
    pub(super) code: &'static str,
    /// The marks under it.
    pub(super) marks: &'static str,
}

/// A frame in Python's parser; a call is marked from `=` on, an index by hand.
const fn parser(line: u16, function: &'static str, code: &'static str, marks: &'static str) -> Frame {
    Frame { own: false, line, function, code, marks }
}

impl Site {
    /// The place, in Python 3.11 and aiosmtpd 1.4.6.
    pub(super) const fn frame(self) -> Frame {
        const FIRST: &str = "if value[0] in CFWS_LEADER:";
        const FIRST_MARKS: &str = "   ~~~~~^^^";
        const DOMAIN: &str = "token, value = get_domain(value[1:])";
        const DOMAIN_MARKS: &str = "               ^^^^^^^^^^^^^^^^^^^^^";
        const SPEC: &str = "token, value = get_addr_spec(value)";
        const SPEC_MARKS: &str = "               ^^^^^^^^^^^^^^^^^^^^";
        const JOIN: &str = "return ''.join(x.value for x in self if x.value)";
        match self {
            Self::DomainStart => parser(1604, "get_domain", FIRST, FIRST_MARKS),
            Self::LocalPartStart => parser(1450, "get_local_part", FIRST, FIRST_MARKS),
            Self::AngleStart => parser(1708, "get_angle_addr", "if value[0] == '>':", FIRST_MARKS),
            Self::SpecLocalPart => {
                parser(1640, "get_addr_spec", "token, value = get_local_part(value)", "               ^^^^^^^^^^^^^^^^^^^^^")
            }
            Self::SpecDomain => parser(1647, "get_addr_spec", DOMAIN, DOMAIN_MARKS),
            Self::RouteDomain => parser(1670, "get_obs_route", DOMAIN, DOMAIN_MARKS),
            Self::RouteNext => parser(1680, "get_obs_route", "if value[0] == '@':", FIRST_MARKS),
            Self::RouteNextDomain => parser(1682, "get_obs_route", DOMAIN, DOMAIN_MARKS),
            Self::AngleSpec => parser(1715, "get_angle_addr", SPEC, SPEC_MARKS),
            Self::AngleRoute => {
                parser(1718, "get_angle_addr", "token, value = get_obs_route(value)", "               ^^^^^^^^^^^^^^^^^^^^")
            }
            Self::AngleSpecBehindRoute => parser(1725, "get_angle_addr", SPEC, SPEC_MARKS),
            Self::GetAngle => Frame {
                own: true,
                line: 1195,
                function: "_getaddr",
                code: "address, rest = get_angle_addr(arg)",
                marks: "                ^^^^^^^^^^^^^^^^^^^",
            },
            Self::GetSpec => Frame {
                own: true,
                line: 1197,
                function: "_getaddr",
                code: "address, rest = get_addr_spec(arg)",
                marks: "                ^^^^^^^^^^^^^^^^^^",
            },
            Self::GetText => {
                Frame { own: true, line: 1200, function: "_getaddr", code: "addr = address.addr_spec", marks: "       ^^^^^^^^^^^^^^^^^" }
            }
            Self::AngleLocalPart => parser(438, "addr_spec", "if x.local_part:", "   ^^^^^^^^^^^^"),
            Self::AngleText => parser(439, "addr_spec", "return x.addr_spec", "       ^^^^^^^^^^^"),
            Self::AngleQuotedText => parser(
                441,
                "addr_spec",
                "return quote_string(x.local_part) + x.addr_spec",
                "                                    ^^^^^^^^^^^",
            ),
            Self::TextLocalPart => parser(540, "addr_spec", "nameset = set(self.local_part)", "              ^^^^^^^^^^^^^^^"),
            Self::TextDomain => parser(545, "addr_spec", "if self.domain is not None:", "   ^^^^^^^^^^^"),
            Self::LocalPart => parser(524, "local_part", "return self[0].local_part", "       ^^^^^^^^^^^^^^^^^^"),
            Self::LocalPartToken => parser(624, "local_part", "tok[0].token_type == 'cfws'):", "~~~^^^"),
            Self::Domain => parser(530, "domain", "return self[-1].domain", "       ^^^^^^^^^^^^^^^"),
            Self::DomainValue => parser(500, "domain", "return ''.join(super().value.split())", "               ^^^^^^^^^^^^^"),
            Self::Value => parser(134, "value", JOIN, "       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"),
            Self::ValueItem => parser(134, "<genexpr>", JOIN, "                                        ^^^^^^^"),
        }
    }
}

/// An error with the places that it has passed, the innermost first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Crash {
    pub(super) error: Error,
    pub(super) sites: Vec<Site>,
    /// What the parser had found in the place of a local part before it tried a source route.
    pub(super) found: Option<String>,
}

impl Crash {
    pub(super) const fn new(error: Error) -> Self {
        Self { error, sites: Vec::new(), found: None }
    }

    pub(super) fn at(error: Error, site: Site) -> Self {
        Self::new(error).in_site(site)
    }

    pub(super) fn in_site(mut self, site: Site) -> Self {
        self.sites.push(site);
        self
    }
}
