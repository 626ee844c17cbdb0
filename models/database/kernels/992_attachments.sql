-- Who may not read a record does not read its files.
CREATE POLICY read_with_record ON company.attachment AS RESTRICTIVE FOR SELECT USING (company.may_read_of(subject));
CREATE POLICY read_with_record ON company.attachment_chunk AS RESTRICTIVE FOR SELECT
    USING (EXISTS (SELECT FROM company.attachment a WHERE a.id = attachment_id));
-- Nor its notes.
CREATE POLICY read_with_record ON company.note AS RESTRICTIVE FOR SELECT USING (company.may_read_notes_of(subject));
