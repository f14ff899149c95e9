//! The servers to choose from.

use super::status::server_name;
use smtp_engine::session::{Provenance, Role, Server};
use smtp_servers::distinct;

/// Each server that has the role `role`.
pub fn with_role(role: Role) -> Vec<&'static Server> {
    distinct().filter_map(|server| smtp_servers::find(server.id, role)).collect()
}

/// `list` by how the servers are known, in the order in which each way comes first.
pub fn by_provenance(list: &[&'static Server]) -> Vec<(Provenance, Vec<&'static Server>)> {
    let mut groups: Vec<(Provenance, Vec<&'static Server>)> = Vec::new();
    for &server in list {
        let same = |(known, _): &&mut (Provenance, Vec<&'static Server>)| same_way(*known, server.provenance);
        match groups.iter_mut().find(same) {
            Some((_, members)) => members.push(server),
            None => groups.push((server.provenance, vec![server])),
        }
    }
    groups
}

fn same_way(one: Provenance, other: Provenance) -> bool {
    match (one, other) {
        (Provenance::PublicTranscripts(_), Provenance::PublicTranscripts(_)) => true,
        _ => one == other,
    }
}

/// The name of `server` in a list: with its version, or with the years that its transcripts are from.
pub fn listed_name(server: &Server) -> String {
    match server.provenance {
        Provenance::PublicTranscripts(years) => format!("{}, {years}", server.name),
        Provenance::Recorded(_) | Provenance::Standard(_) => server_name(server),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_servers::ALL;

    #[test]
    fn every_server_is_listed_once_with_its_source() {
        let all: Vec<_> = distinct().collect();
        let listed: Vec<&str> = by_provenance(&all).iter().flat_map(|(_, members)| members.iter().map(|server| server.id)).collect();
        for server in ALL {
            assert_eq!(listed.iter().filter(|id| **id == server.id).count(), 1, "{}", server.id);
        }
        for (provenance, members) in by_provenance(&all) {
            assert!(members.iter().all(|server| same_way(server.provenance, provenance)));
        }
        for server in ALL {
            let told = match server.provenance {
                Provenance::Recorded(_) => server.version,
                Provenance::PublicTranscripts(years) => years,
                Provenance::Standard(_) => server.name,
            };
            assert!(!told.is_empty() && listed_name(server).contains(told), "{}", listed_name(server));
        }
    }
}
