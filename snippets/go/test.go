package main

import (
	"crypto/tls"
	"fmt"
	"net/smtp"
	"os"
)

func main() {
	if err := test("{{host}}"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func test(host string) error {
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
	for _, keyword := range []string{"AUTH", "SIZE", "PIPELINING", "8BITMIME", "SMTPUTF8", "DSN", "CHUNKING"} {
		if offered, arguments := client.Extension(keyword); offered {
			fmt.Println(keyword, arguments)
		}
	}
	return client.Quit() // QUIT
}
