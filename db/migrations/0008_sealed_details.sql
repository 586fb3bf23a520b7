ALTER TABLE `release_details` RENAME TO `release_details_in_clear`;--> statement-breakpoint
CREATE TABLE `release_details` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`release` integer NOT NULL,
	`breakdowns` text NOT NULL,
	`bands` text NOT NULL,
	`category` text NOT NULL,
	`stratum` text NOT NULL,
	`psu` text NOT NULL,
	`sums` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `release_details_by_cell` ON `release_details` (`round_id`,`release`,`breakdowns`,`bands`,`category`,`stratum`,`psu`);--> statement-breakpoint
ALTER TABLE `response_scores` DROP COLUMN `subdimensions`;
