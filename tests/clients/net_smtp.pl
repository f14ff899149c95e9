#!/usr/bin/perl
# Sends standard input with Perl's Net::SMTP, after STARTTLS and a login: net_smtp.pl PORT CA.PEM USER PASSWORD RECIPIENT
use strict;
use warnings;
use Net::SMTP;

my ($port, $certificate, $user, $password, $recipient) = @ARGV;
my $message = do { local $/; <STDIN> };
my $smtp = Net::SMTP->new('localhost', Port => $port, Hello => 'client.example.org', Debug => 1)
  or die "no connection: $@\n";
$smtp->starttls(SSL_ca_file => $certificate) or die 'STARTTLS: ', $smtp->message;
$smtp->auth($user, $password) or die 'AUTH: ', $smtp->message;
$smtp->mail($user) or die 'MAIL: ', $smtp->message;
$smtp->to($recipient) or die 'RCPT: ', $smtp->message;
$smtp->data($message) or die 'DATA: ', $smtp->message;
$smtp->quit;
