/// Something that is not mail, and words that only it says, in lower case. A `&` joins words that must all be there.
struct Other {
    name: &'static str,
    words: &'static [&'static str],
}

/// The more exact ones come first: a git error also speaks of HTTP.
const OTHERS: &[Other] = &[
    Other {
        name: "PostgreSQL",
        words: &[
            "postgres",
            "psql:",
            "psycopg",
            "pg_hba.conf",
            "sqlstate 2",
            "sqlstate: 2",
            "violates unique constraint",
            "violates foreign key",
            "violates not-null",
            "violates check constraint",
            "relation \"&does not exist",
            "column \"&does not exist",
            "detail:  key (",
            "current transaction is aborted",
            "fatal:  password authentication failed",
            "fatal:  remaining connection slots",
            "port 5432",
            ":5432",
            "pg::",
            "npgsql",
            "duplicate key value",
            "error:  syntax error at or near",
            "deadlock detected",
        ],
    },
    Other {
        name: "MySQL",
        words: &[
            "mysql",
            "mariadb",
            "error 1045",
            "error 1064",
            "error 2002 (hy000)",
            "(using password:",
            "you have an error in your sql syntax",
            ":3306",
            "er_",
            "innodb",
            "duplicate entry '&for key",
            "(hy000)",
            "(42000)",
            "(28000)",
        ],
    },
    Other {
        name: "SQL Server",
        words: &["msg &level &state &line", "sqlexception", "microsoft sql server", "odbc driver", "login failed for user"],
    },
    Other { name: "Oracle", words: &["ora-0", "ora-1", "ora-2", "tns-1"] },
    Other { name: "MongoDB", words: &["mongo", "e11000", ":27017"] },
    Other { name: "Redis", words: &["redis", "wrongtype operation", "noauth authentication required", ":6379"] },
    Other { name: "a database", words: &["sqlstate[", "sqlite", "no such table", "sqlalchemy", "pdoexception"] },
    Other {
        name: "git",
        words: &[
            "fatal: authentication failed for",
            "fatal: unable to access",
            "fatal: could not read from remote",
            "fatal: repository",
            "fatal: not a git repository",
            "fatal: remote error",
            "error: failed to push some refs",
            "! [rejected]",
            "! [remote rejected]",
            ".git/'",
            "git push",
            "git clone",
            "git@",
            "error: src refspec",
            "merge conflict",
            "remote: permission to",
            "remote: support for password authentication",
        ],
    },
    Other { name: "HTTP", words: &["http/1.", "http/2 ", "http/3 "] },
    Other {
        name: "FTP",
        words: &[
            "ftp",
            "login incorrect",
            "failed to change directory",
            "failed to open file",
            "can't open data connection",
            "failed to establish connection&425",
            "226 transfer complete",
            "entering passive mode",
            "331 please specify the password",
            "331 password required",
            "550 permission denied",
            "550 no such file",
            "550 create directory",
            "550 delete operation failed",
            "can't change directory",
            "no such file or directory&550",
            "the system cannot find the file specified&550",
            "553 could not create file",
            "553 can't open that file",
            "220 (vsftpd",
            "filezilla",
            "pure-ftpd",
            "proftpd",
            "530 user cannot log in",
            "530 please login with user and pass",
            "530 not logged in",
            "home directory inaccessible",
        ],
    },
    Other {
        name: "SSH",
        words: &[
            "ssh:",
            "ssh-2.0",
            "sshd[",
            "permission denied (publickey",
            "host key verification failed",
            "kex_exchange_identification",
            "ssh_exchange_identification",
            "no matching host key type",
            "scp:",
            "rsync error",
            "openssh",
            "id_rsa",
            "id_ed25519",
        ],
    },
    Other { name: "IMAP", words: &["imap", "* ok [capability", "[authenticationfailed]", "* bye", "* capability"] },
    Other { name: "POP3", words: &["pop3", "-err ", "+ok "] },
    Other { name: "LDAP", words: &["ldap_", "ldap:", "ldap error", "ldaperr", "invalid credentials (49)"] },
    Other {
        name: "a package manager",
        words: &[
            "pip install",
            "pypi",
            "pythonhosted",
            "npm err",
            "npm error",
            "yarn error",
            "pnpm",
            "e: unable to locate package",
            "e: failed to fetch",
            "failed to fetch http",
            "could not find a version that satisfies",
            "cargo:",
            "composer",
            "maven",
            "gradle",
            "brew install",
            "apt-get",
            "err_pnpm",
            "could not resolve dependencies",
        ],
    },
    Other {
        name: "Docker",
        words: &[
            "docker:",
            "dockerfile",
            "error response from daemon",
            "manifest unknown",
            "imagepullbackoff",
            "kubectl",
            "crashloopbackoff",
        ],
    },
    Other {
        name: "a compiler",
        words: &[
            "error[e",
            "error ts",
            ": error: expected",
            ": error: use of undeclared",
            ": fatal error:",
            "undefined reference to",
            "cannot find symbol",
            "ld returned 1 exit",
            "error: could not compile",
            "error cs0",
            "build failed",
            "syntaxerror: unexpected",
            "cannot borrow",
            "segmentation fault",
            "undefined: ",
            "module not found",
            "modulenotfounderror",
            "nullpointerexception",
            "typeerror:",
            "nameerror:",
            "attributeerror:",
            "keyerror:",
            "indexerror:",
            "valueerror:",
            "zerodivisionerror",
            "referenceerror:",
        ],
    },
    Other {
        name: "a JSON API",
        words: &[
            "{\"code\":",
            "{\"error\"",
            "{\"errcode\"",
            "{\"errors\"",
            "{\"message\"",
            "{\"status\"",
            "\"errmsg\"",
            "\"err_code\"",
            "{ \"error\"",
            "{ \"code\"",
            "\"error_description\"",
            "return_code",
            "<xml><",
        ],
    },
    Other {
        name: "DNS",
        words: &[";; connection timed out", ";; ->>header<<-", "server can't find", "status: nxdomain", "status: servfail"],
    },
    Other { name: "SIP", words: &["sip/2.0", "sip:"] },
    Other { name: "RTSP", words: &["rtsp/1", "rtsp/2", "rtsp:"] },
    Other { name: "NNTP", words: &["nntp", "news server", "newsgroup"] },
    Other { name: "XMPP", words: &["xmpp", "<stream:error", "jabber"] },
    Other { name: "MQTT", words: &["mqtt"] },
    Other { name: "AMQP", words: &["amqp", "rabbitmq"] },
    Other { name: "Kafka", words: &["kafka", "leader_not_available"] },
    Other { name: "Elasticsearch", words: &["elasticsearch", "opensearch", "circuit_breaking_exception"] },
    Other { name: "gRPC", words: &["rpc error: code =", "grpc", "statusruntimeexception"] },
    Other { name: "an object store", words: &["s3:getobject", "s3:putobject", "nosuchbucket", "nosuchkey", "accessdenied"] },
    Other {
        name: "a system log",
        words: &[
            "pam_unix(",
            "pam_sss(",
            "systemd[",
            "sudo:",
            "kernel:",
            "kernel panic",
            "out of memory: killed process",
            "cron[",
            "dhclient",
            "networkmanager[",
            "iptables",
            "[ufw block]",
            "audit(",
        ],
    },
    Other {
        name: "a program",
        words: &[
            "panic: runtime error",
            "' panicked at",
            "permissionerror:",
            "filenotfounderror:",
            "isadirectoryerror:",
            "recursionerror:",
            "memoryerror",
            "assertionerror",
            "importerror:",
            "filenotfoundexception",
            "outofmemoryerror",
            "classnotfoundexception",
            "stackoverflow",
            "unhandledpromiserejection",
        ],
    },
    Other {
        name: "HTTP",
        words: &[
            "http/1",
            "http/2",
            "http/3",
            "http status",
            "http error",
            "http 4",
            "http 5",
            "http probe",
            "statuscode",
            "status code",
            "httpsconnectionpool",
            "httpconnectionpool",
            "httperror",
            "err_http",
            "502 bad gateway",
            "504 gateway time",
            "503 service temporarily unavailable",
            "500 internal server error",
            "401 unauthorized",
            "403 forbidden",
            "404 not found",
            "405 method not allowed",
            "413 request entity too large",
            "414 request-uri",
            "429 too many requests",
            "400 bad request",
            "<html",
            "<!doctype",
            "nginx",
            "apache/",
            "cloudflare",
            "upstream prematurely",
            "err_connection",
            "cors policy",
            "websocket",
            "port 443",
            ":443",
            "the requested url returned error",
            "550 http",
            "http 550",
            "http code",
            "get /",
            "post /",
        ],
    },
];

/// What nothing but this other thing writes, though it may name a mailbox or the host of a mail server.
const SIGNED: &[Other] = &[
    Other { name: "PostgreSQL", words: &["error:  &does not exist", "error:  duplicate key", "error:  syntax error"] },
    Other { name: "DNS", words: &["<<>> dig ", ";; ->>header<<-"] },
    Other { name: "DNS", words: &["query (cache)&denied", "query failed (&for", "query '&denied"] },
    Other { name: "Kubernetes", words: &["probe failed: http probe", "kubelet", "back-off restarting failed container"] },
    Other { name: "HTTP", words: &["\" 4&http/1.", "\" 5&http/1.", "\" 4&http/2", "\" 5&http/2"] },
];

/// What has the signature of something else.
pub(super) fn signed(text: &str) -> Option<&'static str> {
    if text.lines().any(|line| line.starts_with("-err") || line.starts_with("+ok")) {
        return Some("POP3");
    }
    if text.lines().any(is_imap) {
        return Some("IMAP");
    }
    SIGNED.iter().find(|other| other.words.iter().any(|words| stands(text, words))).map(|other| other.name)
}

/// Whether `line` is an answer of an IMAP server: tagged, or not (RFC 9051 section 7.1).
///
/// ```text
/// response-tagged = tag SP ("OK" / "NO" / "BAD") SP resp-text CRLF
/// resp-text = ["[" resp-text-code "]" SP] [text]
/// ```
fn is_imap(line: &str) -> bool {
    let mut words = line.split(' ');
    let (tag, state, code) = (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_tag = tag == "*"
        || tag.len() <= 12 && tag.bytes().any(|octet| octet.is_ascii_digit()) && tag.bytes().all(|octet| octet.is_ascii_alphanumeric());
    is_tag
        && matches!(state, "ok" | "no" | "bad" | "bye")
        && (tag == "*" || code.starts_with('['))
        && !tag.bytes().all(|octet| octet.is_ascii_digit())
}

/// What `text`, in lower case, looks like.
pub(super) fn name(text: &str) -> Option<&'static str> {
    OTHERS.iter().find(|other| other.words.iter().any(|words| stands(text, words))).map(|other| other.name)
}

/// Whether all of `words`, joined by `&`, stand in `text`.
fn stands(text: &str, words: &str) -> bool {
    words.split('&').all(|word| contains(text, word))
}

/// Whether `word` stands in `text`, not as the end of a longer word.
fn contains(text: &str, word: &str) -> bool {
    let begins_word = word.starts_with(|first: char| first.is_ascii_alphanumeric());
    text.match_indices(word).any(|(place, _)| {
        !begins_word || !text.get(..place).is_some_and(|before| before.ends_with(|last: char| last.is_ascii_alphanumeric() || last == '_'))
    })
}
