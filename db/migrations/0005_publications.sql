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
CREATE UNIQUE INDEX `publications_by_version` ON `publications` (`round_id`,`version`);