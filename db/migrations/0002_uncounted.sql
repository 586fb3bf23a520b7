CREATE TABLE `uncounted_responses` (
	`response_id` text PRIMARY KEY NOT NULL,
	FOREIGN KEY (`response_id`) REFERENCES `responses`(`id`) ON UPDATE no action ON DELETE cascade
);
