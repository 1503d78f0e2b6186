DROP INDEX "deletion_items_open";--> statement-breakpoint
DROP INDEX "deletion_items_recording";--> statement-breakpoint
ALTER TABLE "deletion_items" ADD COLUMN "intent_sequence" bigint;--> statement-breakpoint
ALTER TABLE "deletion_items" ADD COLUMN "failing_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deletion_items" ADD COLUMN "looked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deletion_items" ADD COLUMN "due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "totals" jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "deletion_items_marked" ON "deletion_items" USING btree ("state") WHERE "deletion_items"."state" in ('waiting', 'sent', 'remaining', 'failed');--> statement-breakpoint
CREATE INDEX "deletion_items_recording" ON "deletion_items" USING btree (lower("recording_id"));--> statement-breakpoint
ALTER TABLE "deletion_items" DROP COLUMN "look_at";