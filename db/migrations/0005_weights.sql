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
ALTER TABLE `rounds` ADD `weighting_id` text;