use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{CertificateParams, DnType, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{self, ServerConfig, crypto::ring, pki_types::PrivatePkcs8KeyDer};

/// Why TLS cannot be offered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TlsError {
    /// No certificate could be made.
    #[error("cannot make a certificate")]
    Certificate(#[from] rcgen::Error),
    /// TLS does not take it.
    #[error("cannot set up TLS")]
    Rustls(#[from] rustls::Error),
    /// The certificate cannot be given to the clients.
    #[error("cannot write the certificate to {}", path.display())]
    Write {
        /// Where it should go.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

/// TLS 1.2 and 1.3 with a fresh certificate for `host`, signed by itself. It is good for the names of
/// this machine too, so that a client which is told to trust it can also check the name. It is written to `copy`, as PEM, for such clients.
pub(crate) fn acceptor(host: &str, copy: Option<&Path>) -> Result<TlsAcceptor, TlsError> {
    let mut wanted = CertificateParams::new([host, "localhost", "127.0.0.1", "::1"].map(String::from))?;
    wanted.distinguished_name.push(DnType::CommonName, host);
    let key = KeyPair::generate()?;
    let certificate = wanted.self_signed(&key)?;
    if let Some(path) = copy {
        fs::write(path, certificate.pem()).map_err(|source| TlsError::Write { path: path.to_owned(), source })?;
    }
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivatePkcs8KeyDer::from(key.serialize_der()).into())?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}
