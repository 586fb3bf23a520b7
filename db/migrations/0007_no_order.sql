CREATE TRIGGER responses_without_order AFTER INSERT ON responses
BEGIN UPDATE responses SET rowid = abs(random() % 9007199254740991) WHERE rowid = NEW.rowid; END;
--> statement-breakpoint
CREATE TRIGGER response_scores_without_order AFTER INSERT ON response_scores
BEGIN UPDATE response_scores SET rowid = abs(random() % 9007199254740991) WHERE rowid = NEW.rowid; END;
--> statement-breakpoint
CREATE TRIGGER uncounted_responses_without_order AFTER INSERT ON uncounted_responses
BEGIN UPDATE uncounted_responses SET rowid = abs(random() % 9007199254740991) WHERE rowid = NEW.rowid; END;
--> statement-breakpoint
CREATE TRIGGER response_links_without_order AFTER INSERT ON response_links
BEGIN UPDATE response_links SET rowid = abs(random() % 9007199254740991) WHERE rowid = NEW.rowid; END;
--> statement-breakpoint
CREATE TRIGGER tombstones_without_order AFTER INSERT ON tombstones
BEGIN UPDATE tombstones SET rowid = abs(random() % 9007199254740991) WHERE rowid = NEW.rowid; END;
--> statement-breakpoint
UPDATE responses SET rowid = abs(random() % 9007199254740991);
--> statement-breakpoint
UPDATE response_scores SET rowid = abs(random() % 9007199254740991);
--> statement-breakpoint
UPDATE uncounted_responses SET rowid = abs(random() % 9007199254740991);
--> statement-breakpoint
UPDATE response_links SET rowid = abs(random() % 9007199254740991);
--> statement-breakpoint
UPDATE tombstones SET rowid = abs(random() % 9007199254740991);
