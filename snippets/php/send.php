<?php

use PHPMailer\PHPMailer\Exception;
use PHPMailer\PHPMailer\PHPMailer;
use PHPMailer\PHPMailer\SMTP;

require 'vendor/autoload.php';

$dialogue = '';
$mail = new PHPMailer(true);
try {
    $mail->isSMTP();
    $mail->Host = "{{host}}";
    $mail->Port = {{port}};
    $mail->Helo = "{{client}}"; // EHLO
    $mail->SMTPSecure = PHPMailer::ENCRYPTION_STARTTLS; // STARTTLS
    $mail->SMTPAuth = true; // AUTH
    $mail->Username = "{{user}}";
    $mail->Password = "{{password}}";
    $mail->SMTPDebug = SMTP::DEBUG_SERVER;
    $mail->Debugoutput = function ($line) use (&$dialogue) {
        $dialogue .= trim($line) . "\n";
    };

    $mail->CharSet = PHPMailer::CHARSET_UTF8;
    $mail->setFrom("{{from}}");
    $mail->addAddress("{{to}}");
    $mail->Subject = "{{subject}}";
    $mail->Body = "{{body}}";
    $mail->send(); // MAIL, RCPT, DATA
} catch (Exception $error) {
    fwrite(STDERR, $dialogue . $error->getMessage() . "\n");
    exit(1);
}
