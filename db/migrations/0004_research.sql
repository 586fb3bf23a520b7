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
ALTER TABLE `releases` ADD `weighting` text;--> statement-breakpoint
ALTER TABLE `releases` ADD `reliability` text;--> statement-breakpoint
ALTER TABLE `response_scores` ADD `first_release` integer;--> statement-breakpoint
ALTER TABLE `tombstones` ADD `was_released` integer DEFAULT true NOT NULL;--> statement-breakpoint
-- Whether a release held it was not noted before: where there was one, it is taken that it did.
UPDATE `response_scores` SET `first_release` = 1 WHERE `response_id` IN (SELECT `id` FROM `responses` WHERE `round_id` IN (SELECT `round_id` FROM `releases`));
