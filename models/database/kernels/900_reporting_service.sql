-- What people read of tickets. A view's columns only grow at the end.

CREATE OR REPLACE VIEW reporting.tickets WITH (security_invoker = true) AS
SELECT t.company_id, t.id, t.number, t.opened_at, p.code AS party_code, p.name AS party_name, t.subject, t.priority,
       t.status, (SELECT u.full_name FROM company.app_user u WHERE u.id = t.assignee_id) AS assignee_name, t.due_at,
       t.solved_at, t.party_id, t.order_id, t.invoice_id, t.assignee_id, t.row_version
  FROM service.ticket t JOIN contacts.party p ON p.id = t.party_id;
COMMENT ON VIEW reporting.tickets IS 'Tickets';

CREATE OR REPLACE VIEW reporting.open_tickets WITH (security_invoker = true) AS
SELECT t.company_id, t.id, t.number, t.opened_at, p.code AS party_code, p.name AS party_name, t.subject, t.priority,
       t.status, (SELECT u.full_name FROM company.app_user u WHERE u.id = t.assignee_id) AS assignee_name, t.due_at,
       t.party_id, t.assignee_id, t.row_version
  FROM service.ticket t JOIN contacts.party p ON p.id = t.party_id
 WHERE t.status IN ('new', 'open', 'waiting');
COMMENT ON VIEW reporting.open_tickets IS 'Tickets that wait for somebody';

CREATE OR REPLACE VIEW reporting.ticket_messages WITH (security_invoker = true) AS
SELECT m.company_id, m.id, m.ticket_id, m.internal, m.text,
       (SELECT u.full_name FROM company.app_user u WHERE u.id = m.written_by) AS written_by_name, m.written_at
  FROM service.ticket_message m;
COMMENT ON VIEW reporting.ticket_messages IS 'The conversation on tickets';
