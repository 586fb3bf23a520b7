CREATE TABLE `fieldwork` (
	`round_id` text PRIMARY KEY NOT NULL,
	`asked` integer,
	`refused` integer,
	`not_reached` integer,
	`not_eligible` integer,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `response_links` (
	`response_id` text PRIMARY KEY NOT NULL,
	`earlier_response_id` text NOT NULL,
	FOREIGN KEY (`response_id`) REFERENCES `responses`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`earlier_response_id`) REFERENCES `responses`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `response_links_earlier_response_id_unique` ON `response_links` (`earlier_response_id`);--> statement-breakpoint
ALTER TABLE `rounds` ADD `series_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `rounds_by_series` ON `rounds` (`series_id`,`wave`);