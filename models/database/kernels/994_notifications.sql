-- Nobody reads what others are told, nor what they want to hear of.
CREATE POLICY own_only ON company.notification AS RESTRICTIVE USING (user_id = (SELECT company.actor()));
CREATE POLICY own_only ON company.muted_notification AS RESTRICTIVE USING (user_id = (SELECT company.actor()));

CREATE TRIGGER tell_assignee_of_new AFTER INSERT ON service.ticket FOR EACH ROW
    WHEN (NEW.assignee_id IS NOT NULL) EXECUTE FUNCTION service.tell_assignee();
CREATE TRIGGER tell_assignee AFTER UPDATE OF assignee_id ON service.ticket FOR EACH ROW
    WHEN (NEW.assignee_id IS DISTINCT FROM OLD.assignee_id) EXECUTE FUNCTION service.tell_assignee();
CREATE TRIGGER tell_of_message AFTER INSERT ON service.ticket_message FOR EACH ROW
    EXECUTE FUNCTION service.tell_of_message();
CREATE TRIGGER tell_of_note AFTER INSERT ON company.note FOR EACH ROW EXECUTE FUNCTION company.tell_of_note();
CREATE TRIGGER tell_maker AFTER UPDATE OF posted_at ON finance.invoice FOR EACH ROW
    WHEN (OLD.posted_at IS NULL AND NEW.posted_at IS NOT NULL) EXECUTE FUNCTION company.tell_maker('posted');
CREATE TRIGGER tell_maker AFTER UPDATE OF status ON sales.sales_order FOR EACH ROW
    WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION company.tell_maker('changed');
CREATE TRIGGER tell_maker AFTER UPDATE OF status ON warehouse.purchase_order FOR EACH ROW
    WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION company.tell_maker('changed');
