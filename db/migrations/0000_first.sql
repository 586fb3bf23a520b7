CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`password_hash` text NOT NULL,
	`created_on` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_email_unique` ON `accounts` (`email`);--> statement-breakpoint
CREATE TABLE `grants` (
	`account_id` text NOT NULL,
	`role` text NOT NULL,
	`round_id` text DEFAULT '' NOT NULL,
	PRIMARY KEY(`account_id`, `role`, `round_id`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `invitations` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`role` text NOT NULL,
	`round_id` text DEFAULT '' NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `sign_in_failures` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`email_mac` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sign_in_failures_by_email` ON `sign_in_failures` (`email_mac`,`at`);--> statement-breakpoint
CREATE TABLE `cell_sums` (
	`round_id` text NOT NULL,
	`breakdowns` text NOT NULL,
	`bands` text NOT NULL,
	`category` text NOT NULL,
	`stratum` text NOT NULL,
	`psu` text NOT NULL,
	`sums` blob NOT NULL,
	PRIMARY KEY(`round_id`, `breakdowns`, `bands`, `category`, `stratum`, `psu`),
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `release_cells` (
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
CREATE TABLE `releases` (
	`round_id` text NOT NULL,
	`number` integer NOT NULL,
	`responses` integer NOT NULL,
	`made_on` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`round_id`, `number`),
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`sequence` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`account` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`reason` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `data_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`wrapped` blob NOT NULL,
	`created_on` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `questionnaire_versions` (
	`questionnaire_id` text NOT NULL,
	`version` integer NOT NULL,
	`document` text NOT NULL,
	`published_on` text NOT NULL,
	`published_by` text NOT NULL,
	PRIMARY KEY(`questionnaire_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `response_scores` (
	`response_id` text PRIMARY KEY NOT NULL,
	`scoring_version` integer NOT NULL,
	`overall` real,
	`category` text NOT NULL,
	`subdimensions` text NOT NULL,
	`dimensions` text NOT NULL,
	`deprived` text NOT NULL,
	`bands` text NOT NULL,
	FOREIGN KEY (`response_id`) REFERENCES `responses`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `responses` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`submission_id` text NOT NULL,
	`content_mac` text NOT NULL,
	`receipt_mac` text NOT NULL,
	`questionnaire_version` integer NOT NULL,
	`consent_version` integer NOT NULL,
	`language` text NOT NULL,
	`channel` text NOT NULL,
	`answered_on` text NOT NULL,
	`answers` blob NOT NULL,
	`free_text` blob,
	`record_key` integer NOT NULL,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `responses_submission_id_unique` ON `responses` (`submission_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `responses_receipt_mac_unique` ON `responses` (`receipt_mac`);--> statement-breakpoint
CREATE INDEX `responses_by_day` ON `responses` (`round_id`,`answered_on`);--> statement-breakpoint
CREATE TABLE `tombstones` (
	`submission_id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`withdrawn_on` text NOT NULL,
	`after_release` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rounds` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`questionnaire_id` text NOT NULL,
	`questionnaire_version` integer NOT NULL,
	`wave` integer NOT NULL,
	`sample_design` text NOT NULL,
	`is_synthetic` integer NOT NULL,
	`state` text NOT NULL,
	`created_on` text NOT NULL,
	`opened_on` text,
	`closed_on` text,
	`responses` integer DEFAULT 0 NOT NULL,
	`noise_key` blob NOT NULL,
	FOREIGN KEY (`questionnaire_id`,`questionnaire_version`) REFERENCES `questionnaire_versions`(`questionnaire_id`,`version`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rounds_slug_unique` ON `rounds` (`slug`);