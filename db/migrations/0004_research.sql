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
ALTER TABLE `tombstones` ADD `was_released` integer DEFAULT true NOT NULL;