use super::PROVIDERS;

/// A row of `data/providers.toml`.
pub(super) struct Provider {
    /// Our id.
    pub(super) id: &'static str,
    /// Its name, as `data/replies.toml` has it.
    pub(super) name: &'static str,
    /// The id of the simulated server that stands for it; empty where there is none.
    pub(super) server: &'static str,
    /// Domains of its servers.
    pub(super) hosts: &'static [&'static str],
    /// Words that only its replies say.
    pub(super) words: &'static [&'static str],
}

/// The provider that runs `host`, in any case.
pub(crate) fn of_host(host: &str) -> Option<&'static str> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let runs = |domain: &str| host.strip_suffix(domain).is_some_and(|before| before.is_empty() || before.ends_with('.'));
    PROVIDERS.iter().find(|provider| provider.hosts.iter().any(|domain| runs(domain))).map(|provider| provider.id)
}

/// The provider that `words` name, by a word of its own or by one of its hosts, and that word.
pub(crate) fn named_in(words: &[String]) -> Option<(&'static str, &str)> {
    words.iter().enumerate().find_map(|(place, word)| {
        let next = words.get(place + 1).map(String::as_str);
        // "DT:SPM" is two words.
        let says = |said: &&str| match said.split_once(' ') {
            Some((first, second)) => first == word && Some(second) == next,
            None => said == word,
        };
        let said = PROVIDERS.iter().find(|provider| provider.words.iter().any(&says)).map(|provider| provider.id);
        let id = said.or_else(|| word.contains('.').then(|| of_host(word)).flatten())?;
        Some((id, word.as_str()))
    })
}

/// What the provider `id` is called.
pub(crate) fn name_of(id: &str) -> Option<&'static str> {
    PROVIDERS.iter().find(|provider| provider.id == id).map(|provider| provider.name)
}

/// The id of the simulated server that stands for the provider `id`.
pub(crate) fn server_of(id: &str) -> Option<&'static str> {
    PROVIDERS.iter().find(|provider| provider.id == id).map(|provider| provider.server).filter(|server| !server.is_empty())
}

/// Whether `id` is a program of the sender's side, which refuses nothing: the table marks its name so.
pub(crate) fn is_client(id: &str) -> bool {
    PROVIDERS.iter().any(|provider| provider.id == id && provider.name.ends_with("(client)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_belongs_to_whom_its_domain_belongs_to() {
        for (host, provider) in [
            ("gmail-smtp-in.l.google.com", Some("gmail")),
            ("GOOGLE.COM.", Some("gmail")),
            ("notgoogle.com", None),
            ("google.com.example.org", None),
            ("mx1.qq.com", Some("qq")),
        ] {
            assert_eq!(of_host(host), provider, "{host}");
        }
    }
}
