"""The worker of the web server: whole requests are received, answered, sent; threads never wait."""
