use std::error::Error;

use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use lettre::{Message, SmtpTransport, Transport};

fn main() -> Result<(), Box<dyn Error>> {
    let message = Message::builder()
        .from("{{from}}".parse()?)
        .to("{{to}}".parse()?)
        .subject("{{subject}}")
        .message_id(None)
        .header(ContentType::TEXT_PLAIN)
        .body("{{body}}".to_owned())?;

    let server = SmtpTransport::starttls_relay("{{host}}")? // STARTTLS
        .port({{port}})
        .hello_name(ClientId::Domain("{{client}}".to_owned())) // EHLO
        .credentials(Credentials::new("{{user}}".to_owned(), "{{password}}".to_owned())) // AUTH
        .build();

    match server.send(&message) {
        Ok(reply) => println!("{} {}", reply.code(), reply.message().collect::<Vec<_>>().join("\n")),
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    }
    Ok(())
}
