use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;

fn main() {
    if let Err(error) = test() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn test() -> Result<(), Error> {
    let hello = ClientId::Domain("{{client}}".to_owned());
    let tls = TlsParameters::new("{{host}}".to_owned())?;
    let timeout = Some(Duration::from_secs(10));
    let mut connection = SmtpConnection::connect(("{{host}}", {{port}}), timeout, &hello, None, None)?; // EHLO
    connection.starttls(&tls, &hello)?; // STARTTLS, EHLO
    println!("{}", connection.server_info());
    connection.quit()?; // QUIT
    Ok(())
}
