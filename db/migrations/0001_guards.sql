CREATE TRIGGER questionnaire_versions_never_change BEFORE UPDATE ON questionnaire_versions
BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END;
--> statement-breakpoint
CREATE TRIGGER questionnaire_versions_never_go BEFORE DELETE ON questionnaire_versions
BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END;
--> statement-breakpoint
CREATE TRIGGER audit_entries_never_change BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_entries_never_go BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER releases_never_change BEFORE UPDATE ON releases
BEGIN SELECT RAISE(ABORT, 'a release never changes'); END;
--> statement-breakpoint
CREATE TRIGGER release_cells_never_change BEFORE UPDATE ON release_cells
BEGIN SELECT RAISE(ABORT, 'a release never changes'); END;
