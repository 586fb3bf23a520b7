CREATE TABLE `round_scorings` (
	`round_id` text NOT NULL,
	`number` integer NOT NULL,
	`from_version` integer NOT NULL,
	`to_version` integer NOT NULL,
	`responses` integer NOT NULL,
	`scored_on` text NOT NULL,
	`scored_by` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`round_id`, `number`),
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `releases` ADD `scoring_version` integer;--> statement-breakpoint
ALTER TABLE `rounds` ADD `scoring_version` integer;--> statement-breakpoint
CREATE TRIGGER round_scorings_never_change BEFORE UPDATE ON round_scorings
BEGIN SELECT RAISE(ABORT, 'that a round was scored anew is never unsaid'); END;
--> statement-breakpoint
CREATE TRIGGER round_scorings_never_go BEFORE DELETE ON round_scorings
BEGIN SELECT RAISE(ABORT, 'that a round was scored anew is never unsaid'); END;
