<?php

use PHPMailer\PHPMailer\SMTP;

require 'vendor/autoload.php';

$smtp = new SMTP();
$connected = $smtp->connect("{{host}}", {{port}}, 10)
    && $smtp->hello("{{client}}") // EHLO
    && $smtp->startTLS() // STARTTLS
    && $smtp->hello("{{client}}"); // EHLO
echo $smtp->getLastReply(), "\n";
if (!$connected) {
    fwrite(STDERR, implode(' ', $smtp->getError()) . "\n");
    exit(1);
}
$smtp->quit(); // QUIT
