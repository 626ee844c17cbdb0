-- Who may not read a record does not read to whom it was sent.
CREATE POLICY read_with_record ON company.sent_message AS RESTRICTIVE FOR SELECT USING (company.may_read_of(subject));
