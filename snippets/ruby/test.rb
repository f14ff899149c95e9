require "net/smtp"

server = Net::SMTP.new("{{host}}", {{port}})
server.enable_starttls # STARTTLS
begin
  server.start(helo: "{{client}}") do |session| # EHLO
    session.capabilities.each { |keyword, arguments| puts [keyword, *arguments].join(" ") }
  end
rescue Net::SMTPError, SystemCallError, OpenSSL::SSL::SSLError, Net::OpenTimeout => error
  abort error.message
end
