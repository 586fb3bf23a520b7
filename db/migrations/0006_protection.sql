CREATE TABLE `recovery_codes` (
	`account_id` text NOT NULL,
	`code_mac` text NOT NULL,
	`used_on` text,
	PRIMARY KEY(`account_id`, `code_mac`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `accounts` ADD `closed_on` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `totp_secret` blob;--> statement-breakpoint
ALTER TABLE `accounts` ADD `totp_last_step` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `oidc_subject` text;--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_oidc_subject_unique` ON `accounts` (`oidc_subject`);--> statement-breakpoint
ALTER TABLE `grants` ADD `clearances` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `invitations` ADD `account_id` text REFERENCES accounts(id) ON DELETE cascade;--> statement-breakpoint
ALTER TABLE `sessions` ADD `awaits_second_factor` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `is_strong` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `method` text DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE `data_keys` ADD `sequence` integer DEFAULT 0 NOT NULL;