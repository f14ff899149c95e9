package main

import (
	"crypto/tls"
	"fmt"
	"mime"
	"net/smtp"
	"os"
	"time"
)

const (
	host     = "{{host}}"
	from     = "{{from}}"
	to       = "{{to}}"
	user     = "{{user}}"
	password = "{{password}}"
)

func main() {
	if err := send(mime.QEncoding.Encode("utf-8", "{{subject}}"), "{{body}}"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func send(subject, body string) error {
	client, err := smtp.Dial(host + ":{{port}}")
	if err != nil {
		return err
	}
	defer client.Close()
	if err := client.Hello("{{client}}"); err != nil { // EHLO
		return err
	}
	if err := client.StartTLS(&tls.Config{ServerName: host}); err != nil { // STARTTLS, EHLO
		return err
	}
	if err := client.Auth(smtp.PlainAuth("", user, password, host)); err != nil { // AUTH
		return err
	}
	if err := client.Mail(from); err != nil { // MAIL
		return err
	}
	if err := client.Rcpt(to); err != nil { // RCPT
		return err
	}
	data, err := client.Data() // DATA
	if err != nil {
		return err
	}
	fmt.Fprintf(data, "From: <%s>\nTo: <%s>\nSubject: %s\nDate: %s\n", from, to, subject, time.Now().Format(time.RFC1123Z))
	fmt.Fprintf(data, "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n%s\n", body)
	if err := data.Close(); err != nil {
		return err
	}
	return client.Quit() // QUIT
}
