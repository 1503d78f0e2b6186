CREATE TABLE "audit_events" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"iss" text NOT NULL,
	"sub" text NOT NULL,
	"name" text,
	"email" text,
	"role" text,
	"mode" text,
	"address" text,
	"request_id" text,
	"recording_id" text,
	"deletion_id" text,
	"intent_sequence" bigint,
	"detail" jsonb,
	"key_id" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"one" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" text NOT NULL,
	"seal" text NOT NULL,
	"key_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_keys" (
	"key_id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deletion_items" (
	"deletion_id" text NOT NULL,
	"recording_id" text NOT NULL,
	"position" integer NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"code" text,
	"snapshot" jsonb,
	"snapshot_at" timestamp (3) with time zone,
	"sending_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"look_at" timestamp (3) with time zone,
	"looks" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "deletion_items_deletion_id_recording_id_pk" PRIMARY KEY("deletion_id","recording_id")
);
--> statement-breakpoint
CREATE TABLE "deletions" (
	"deletion_id" text PRIMARY KEY NOT NULL,
	"iss" text NOT NULL,
	"sub" text NOT NULL,
	"name" text,
	"email" text,
	"role" text NOT NULL,
	"mode" text NOT NULL,
	"address" text NOT NULL,
	"request_id" text NOT NULL,
	"reason" text,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"execute_at" timestamp (3) with time zone NOT NULL,
	"idempotency_key" text,
	"body_hash" text NOT NULL,
	"due_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "deletion_items" ADD CONSTRAINT "deletion_items_deletion_id_deletions_deletion_id_fk" FOREIGN KEY ("deletion_id") REFERENCES "public"."deletions"("deletion_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_recording" ON "audit_events" USING btree ("recording_id","sequence");--> statement-breakpoint
CREATE INDEX "audit_events_deletion" ON "audit_events" USING btree ("deletion_id","sequence");--> statement-breakpoint
CREATE INDEX "audit_events_action" ON "audit_events" USING btree ("action","sequence");--> statement-breakpoint
CREATE INDEX "audit_events_at" ON "audit_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "deletion_items_state" ON "deletion_items" USING btree ("deletion_id","state","position");--> statement-breakpoint
CREATE INDEX "deletion_items_recording" ON "deletion_items" USING btree ("recording_id");--> statement-breakpoint
CREATE INDEX "deletion_items_open" ON "deletion_items" USING btree ("state") WHERE "deletion_items"."state" in ('waiting', 'sent');--> statement-breakpoint
CREATE UNIQUE INDEX "deletions_idempotency" ON "deletions" USING btree ("iss","sub","idempotency_key");--> statement-breakpoint
CREATE INDEX "deletions_newest" ON "deletions" USING btree ("requested_at" DESC NULLS LAST,"deletion_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "deletions_due" ON "deletions" USING btree ("due_at") WHERE "deletions"."due_at" is not null;--> statement-breakpoint
CREATE FUNCTION "audit_events_are_final"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_events is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;--> statement-breakpoint
CREATE TRIGGER "audit_events_no_change" BEFORE UPDATE OR DELETE ON "audit_events" FOR EACH ROW EXECUTE FUNCTION "audit_events_are_final"();--> statement-breakpoint
CREATE TRIGGER "audit_events_no_truncate" BEFORE TRUNCATE ON "audit_events" FOR EACH STATEMENT EXECUTE FUNCTION "audit_events_are_final"();
