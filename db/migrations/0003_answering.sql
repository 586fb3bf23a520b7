CREATE TABLE `consent_texts` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`version` integer NOT NULL,
	`language` text NOT NULL,
	`text` text NOT NULL,
	`first_shown_on` text NOT NULL,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `help_contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`country` text DEFAULT '' NOT NULL,
	`language` text DEFAULT '' NOT NULL,
	`name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`website` text DEFAULT '' NOT NULL,
	`hours` text DEFAULT '' NOT NULL,
	`position` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `questionnaire_media` (
	`questionnaire_id` text NOT NULL,
	`questionnaire_version` integer NOT NULL,
	`item_id` text NOT NULL,
	`option_code` text DEFAULT '' NOT NULL,
	`language` text DEFAULT '' NOT NULL,
	`kind` text NOT NULL,
	`hash` text NOT NULL,
	`content_type` text NOT NULL,
	`bytes` blob NOT NULL,
	`added_on` text NOT NULL,
	PRIMARY KEY(`questionnaire_id`, `questionnaire_version`, `item_id`, `option_code`, `language`, `kind`),
	FOREIGN KEY (`questionnaire_id`,`questionnaire_version`) REFERENCES `questionnaire_versions`(`questionnaire_id`,`version`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `interview_openings` (
	`submission_mac` text PRIMARY KEY NOT NULL,
	`code_mac` text NOT NULL,
	FOREIGN KEY (`code_mac`) REFERENCES `saved_interviews`(`code_mac`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `interview_openings_by_code` ON `interview_openings` (`code_mac`);--> statement-breakpoint
CREATE TABLE `saved_interviews` (
	`code_mac` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`interview` blob NOT NULL,
	`expires_on` text NOT NULL,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `saved_interviews_by_expiry` ON `saved_interviews` (`expires_on`);--> statement-breakpoint
ALTER TABLE `responses` ADD `consent_text_id` text REFERENCES consent_texts(id);--> statement-breakpoint
ALTER TABLE `rounds` ADD `organisation` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `rounds` ADD `kept_until` text;--> statement-breakpoint
ALTER TABLE `rounds` ADD `sealing_public_key` text;--> statement-breakpoint
ALTER TABLE `rounds` ADD `sealing_private_key` blob;