"""E-mails with documents: handed over to the company's mail server, with passwords that only this computer keeps."""
