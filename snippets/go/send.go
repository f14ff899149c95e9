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
	client   = "{{client}}"
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
	session, err := smtp.Dial(host + ":{{port}}")
	if err != nil {
		return err
	}
	defer session.Close()
	if err := session.Hello(client); err != nil { // EHLO
		return err
	}
	if err := session.StartTLS(&tls.Config{ServerName: host}); err != nil { // STARTTLS, EHLO
		return err
	}
	if err := session.Auth(smtp.PlainAuth("", user, password, host)); err != nil { // AUTH
		return err
	}
	if err := session.Mail(from); err != nil { // MAIL
		return err
	}
	if err := session.Rcpt(to); err != nil { // RCPT
		return err
	}
	data, err := session.Data() // DATA
	if err != nil {
		return err
	}
	now := time.Now()
	fmt.Fprintf(data, "From: <%s>\nTo: <%s>\nSubject: %s\nDate: %s\n", from, to, subject, now.Format(time.RFC1123Z))
	fmt.Fprintf(data, "Message-ID: <%d.%d@%s>\n", now.UnixNano(), os.Getpid(), client)
	fmt.Fprintf(data, "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n%s\n", body)
	if err := data.Close(); err != nil {
		return err
	}
	return session.Quit() // QUIT
}
