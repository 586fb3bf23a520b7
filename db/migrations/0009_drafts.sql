CREATE TABLE `questionnaire_drafts` (
	`questionnaire_id` text PRIMARY KEY NOT NULL,
	`base_version` integer NOT NULL,
	`revision` integer NOT NULL,
	`document` text NOT NULL,
	`translation_states` text NOT NULL,
	`changed_at` text NOT NULL,
	`changed_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `retired_versions` (
	`questionnaire_id` text NOT NULL,
	`version` integer NOT NULL,
	`retired_on` text NOT NULL,
	`retired_by` text NOT NULL,
	PRIMARY KEY(`questionnaire_id`, `version`)
);
--> statement-breakpoint
ALTER TABLE `questionnaire_versions` ADD `change_note` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `questionnaire_versions` ADD `warnings_reason` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `questionnaire_versions` ADD `translation_states` text DEFAULT '{}' NOT NULL;