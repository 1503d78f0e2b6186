DROP INDEX "deletions_newest";--> statement-breakpoint
CREATE INDEX "deletions_newest" ON "deletions" USING btree ("requested_at","deletion_id");