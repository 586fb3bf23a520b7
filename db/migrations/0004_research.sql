CREATE TABLE `access_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`round_id` text,
	`token_hash` text NOT NULL,
	`made_on` text NOT NULL,
	`expires_on` text NOT NULL,
	`last_used_on` text,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `access_tokens_token_hash_unique` ON `access_tokens` (`token_hash`);--> statement-breakpoint
CREATE INDEX `access_tokens_by_account` ON `access_tokens` (`account_id`);--> statement-breakpoint
CREATE TABLE `release_details` (
	`round_id` text NOT NULL,
	`release` integer NOT NULL,
	`breakdowns` text NOT NULL,
	`bands` text NOT NULL,
	`category` text NOT NULL,
	`stratum` text NOT NULL,
	`psu` text NOT NULL,
	`sums` blob NOT NULL,
	PRIMARY KEY(`round_id`, `release`, `breakdowns`, `bands`, `category`, `stratum`, `psu`)
);
--> statement-breakpoint
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
CREATE TABLE `fieldwork` (
	`round_id` text PRIMARY KEY NOT NULL,
	`asked` integer,
	`refused` integer,
	`not_reached` integer,
	`not_eligible` integer,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `publications` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`version` integer NOT NULL,
	`release` integer NOT NULL,
	`languages` text NOT NULL,
	`made_by` text NOT NULL,
	`made_on` text NOT NULL,
	`title` text NOT NULL,
	`citation` text NOT NULL,
	`licence` text NOT NULL,
	`snapshot` text NOT NULL,
	`withdrawn_on` text,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `publications_by_version` ON `publications` (`round_id`,`version`);--> statement-breakpoint
CREATE TABLE `response_links` (
	`response_id` text PRIMARY KEY NOT NULL,
	`earlier_response_id` text NOT NULL,
	FOREIGN KEY (`response_id`) REFERENCES `responses`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`earlier_response_id`) REFERENCES `responses`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `response_links_earlier_response_id_unique` ON `response_links` (`earlier_response_id`);--> statement-breakpoint
CREATE TABLE `person_weights` (
	`weighting_id` text NOT NULL,
	`response_id` text NOT NULL,
	`weight` real NOT NULL,
	`stratum` text NOT NULL,
	`psu` text NOT NULL,
	PRIMARY KEY(`weighting_id`, `response_id`),
	FOREIGN KEY (`weighting_id`) REFERENCES `weightings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`response_id`) REFERENCES `responses`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `person_weights_by_response` ON `person_weights` (`response_id`);--> statement-breakpoint
CREATE TABLE `weightings` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`title` text NOT NULL,
	`made_by` text NOT NULL,
	`made_on` text NOT NULL,
	`method` text NOT NULL,
	`margins` text NOT NULL,
	`trimming` text,
	`base_id` text,
	`units_in_population` text NOT NULL,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`base_id`) REFERENCES `weightings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `weightings_by_round` ON `weightings` (`round_id`);--> statement-breakpoint
DROP INDEX `responses_by_day`;--> statement-breakpoint
CREATE INDEX `responses_by_day` ON `responses` (`round_id`,`answered_on`,`id`);--> statement-breakpoint
ALTER TABLE `releases` ADD `weighting` text;--> statement-breakpoint
ALTER TABLE `releases` ADD `reliability` text;--> statement-breakpoint
ALTER TABLE `response_scores` ADD `first_release` integer;--> statement-breakpoint
ALTER TABLE `tombstones` ADD `was_released` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `rounds` ADD `series_id` text;--> statement-breakpoint
ALTER TABLE `rounds` ADD `weighting_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `rounds_by_series` ON `rounds` (`series_id`,`wave`);--> statement-breakpoint
-- Whether a release held it was not noted before: where there was one, it is taken that it did.
UPDATE `response_scores` SET `first_release` = 1 WHERE `response_id` IN (SELECT `id` FROM `responses` WHERE `round_id` IN (SELECT `round_id` FROM `releases`));
