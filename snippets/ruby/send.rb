require "net/smtp"
require "securerandom"
require "time"

from = "{{from}}"
to = "{{to}}"
client = "{{client}}"
subject = "{{subject}}"
subject = "=?UTF-8?B?#{[subject].pack("m0")}?=" unless subject.ascii_only?

message = <<~MAIL + "{{body}}"
  From: <#{from}>
  To: <#{to}>
  Subject: #{subject}
  Date: #{Time.now.rfc2822}
  Message-ID: <#{SecureRandom.uuid}@#{client}>
  MIME-Version: 1.0
  Content-Type: text/plain; charset=UTF-8
  Content-Transfer-Encoding: 8bit

MAIL

server = Net::SMTP.new("{{host}}", {{port}})
server.enable_starttls # STARTTLS
begin
  # EHLO, AUTH
  server.start(helo: client, user: "{{user}}", secret: "{{password}}", authtype: :plain) do |session|
    puts session.send_message(message, from, to).string # MAIL, RCPT, DATA
  end
rescue Net::SMTPError, SystemCallError, OpenSSL::SSL::SSLError, Net::OpenTimeout => error
  abort error.message
end
