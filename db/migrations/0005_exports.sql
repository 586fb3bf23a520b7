CREATE TABLE `export_files` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`account_id` text NOT NULL,
	`format` text NOT NULL,
	`language` text NOT NULL,
	`includes_sensitive` integer NOT NULL,
	`includes_text` integer NOT NULL,
	`includes_item_scores` integer NOT NULL,
	`state` text NOT NULL,
	`requested_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`rows_in_all` integer NOT NULL,
	`rows_done` integer DEFAULT 0 NOT NULL,
	`bytes` integer,
	`key` blob,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `export_files_by_round` ON `export_files` (`round_id`);--> statement-breakpoint
CREATE INDEX `export_files_by_expiry` ON `export_files` (`expires_at`);--> statement-breakpoint
DROP INDEX `responses_by_day`;--> statement-breakpoint
CREATE INDEX `responses_by_day` ON `responses` (`round_id`,`answered_on`,`id`);