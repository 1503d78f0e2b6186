CREATE TABLE "logout_tokens" (
	"iss" text NOT NULL,
	"jti" text NOT NULL,
	"forget_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "logout_tokens_iss_jti_pk" PRIMARY KEY("iss","jti")
);
--> statement-breakpoint
CREATE TABLE "rate_windows" (
	"iss" text NOT NULL,
	"sub" text NOT NULL,
	"kind" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"taken" integer NOT NULL,
	CONSTRAINT "rate_windows_iss_sub_kind_pk" PRIMARY KEY("iss","sub","kind")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"cookie_hash" text PRIMARY KEY NOT NULL,
	"iss" text NOT NULL,
	"sub" text NOT NULL,
	"name" text,
	"email" text,
	"groups" jsonb,
	"groups_why" text,
	"sid" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("iss","sub");--> statement-breakpoint
CREATE INDEX "sessions_sid" ON "sessions" USING btree ("iss","sid");