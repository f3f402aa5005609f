-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateExtension
CREATE EXTENSION IF NOT EXISTS "pg_trgm";

-- CreateTable
CREATE TABLE "activity" (
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "channel" TEXT,
    "campaign" TEXT,
    "trust" TEXT NOT NULL DEFAULT 'human',
    "initiated_by" TEXT,
    "properties" JSONB NOT NULL DEFAULT '{}',
    "actor_id" UUID,
    "import_id" UUID,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity_conflict" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "activity_conflict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity_type" (
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "explicit" BOOLEAN NOT NULL,
    "hand_raise" BOOLEAN NOT NULL DEFAULT false,
    "contact" BOOLEAN NOT NULL DEFAULT false,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "activity_type_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "actor_kind" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT,
    "data" JSONB NOT NULL,
    "correlation_id" UUID NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "set_up_at" TIMESTAMPTZ(3),
    "sample_loaded_at" TIMESTAMPTZ(3),
    "swept_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "company" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "domain" TEXT,
    "industry" TEXT,
    "employees" INTEGER,
    "revenue" BIGINT,
    "country" TEXT,
    "custom" JSONB NOT NULL DEFAULT '{}',
    "sample" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "company_attribute_change" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "value" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,

    CONSTRAINT "company_attribute_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "definition" (
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "signed_marketing" UUID,
    "signed_sales" UUID,

    CONSTRAINT "definition_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "qualification_answer" (
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "pass_id" UUID NOT NULL,
    "framework" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "evidence" TEXT,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "qualification_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handoff" (
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "pass_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "assignee_id" UUID,
    "assigned_at" TIMESTAMPTZ(3),
    "cause" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by" UUID,
    "note" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" UUID,
    "reason_code" TEXT,
    "answer_note" TEXT,
    "criteria" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "packet" JSONB NOT NULL,
    "routing" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "handoff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handoff_event" (
    "handoff_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "handoff_event_pkey" PRIMARY KEY ("handoff_id","seq")
);

-- CreateTable
CREATE TABLE "reason" (
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reason_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "import" (
    "id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "file_bytes" INTEGER NOT NULL,
    "preset" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "options" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "dry_run" BOOLEAN NOT NULL,
    "rows_done" INTEGER NOT NULL DEFAULT 0,
    "rows_total" INTEGER,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "findings" JSONB NOT NULL DEFAULT '{}',
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_chunk" (
    "import_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "import_chunk_pkey" PRIMARY KEY ("import_id","seq")
);

-- CreateTable
CREATE TABLE "import_row" (
    "import_id" UUID NOT NULL,
    "row_no" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "lead_id" UUID,
    "problems" JSONB,
    "cells" JSONB,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("import_id","row_no")
);

-- CreateTable
CREATE TABLE "import_preset" (
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_preset_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "lead" (
    "id" UUID NOT NULL,
    "email" TEXT,
    "email_key" TEXT,
    "external_id" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "phone" TEXT,
    "country" TEXT,
    "company_id" UUID,
    "source" TEXT,
    "channel" TEXT,
    "campaign" TEXT,
    "asset" TEXT,
    "owner_id" UUID,
    "custom" JSONB NOT NULL DEFAULT '{}',
    "search_text" TEXT NOT NULL DEFAULT '',
    "unsubscribed_at" TIMESTAMPTZ(3),
    "import_id" UUID,
    "sample" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "captured_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "binned_at" TIMESTAMPTZ(3),

    CONSTRAINT "lead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lead_attribute_change" (
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "value" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,

    CONSTRAINT "lead_attribute_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opportunity" (
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "pass_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "expected_close" DATE NOT NULL,
    "actual_close" DATE,
    "lost_reason" TEXT,
    "owner_id" UUID,
    "import_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opportunity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_message" (
    "id" UUID NOT NULL,
    "lead_id" UUID,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "correlation_id" UUID NOT NULL,

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "lead_id" UUID,
    "handoff_id" UUID,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "to_address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lead_score" (
    "lead_id" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "stage_since" TIMESTAMPTZ(3) NOT NULL,
    "owner_id" UUID,
    "source" TEXT,
    "channel" TEXT,
    "campaign" TEXT,
    "score" SMALLINT NOT NULL DEFAULT 0,
    "fit" SMALLINT NOT NULL DEFAULT 0,
    "engagement" SMALLINT NOT NULL DEFAULT 0,
    "adjustment" SMALLINT NOT NULL DEFAULT 0,
    "grade" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL DEFAULT '',
    "missing" TEXT,
    "scored_on" DATE NOT NULL,
    "model_version" INTEGER NOT NULL,
    "changes_on" DATE,
    "last_activity_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "binned" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "lead_score_pkey" PRIMARY KEY ("lead_id")
);

-- CreateTable
CREATE TABLE "scoring_model" (
    "id" UUID NOT NULL,
    "version" INTEGER,
    "status" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "note" TEXT,
    "based_on" INTEGER,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,
    "published_by" UUID,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "scoring_model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "score_adjustment" (
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "points" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "expires_on" DATE,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "score_adjustment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pinned_lead" (
    "user_id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "pinned_lead_pkey" PRIMARY KEY ("user_id","lead_id")
);

-- CreateTable
CREATE TABLE "stage_edge" (
    "from_stage" TEXT NOT NULL,
    "to_stage" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "stage_edge_pkey" PRIMARY KEY ("from_stage","to_stage","kind")
);

-- CreateTable
CREATE TABLE "stage_transition" (
    "lead_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "from_stage" TEXT,
    "to_stage" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "actor_kind" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "reason_code" TEXT,
    "note" TEXT,
    "pass_id" UUID,
    "definition_version" INTEGER NOT NULL,
    "model_version" INTEGER NOT NULL,
    "score" SMALLINT NOT NULL,
    "imputed" BOOLEAN NOT NULL DEFAULT false,
    "out_of_order" BOOLEAN NOT NULL DEFAULT false,
    "undoes" INTEGER,
    "before" JSONB,
    "import_id" UUID,
    "correlation_id" UUID NOT NULL,

    CONSTRAINT "stage_transition_pkey" PRIMARY KEY ("lead_id","seq")
);

-- CreateTable
CREATE TABLE "pass" (
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "mql_at" TIMESTAMPTZ(3) NOT NULL,
    "handed_at" TIMESTAMPTZ(3),
    "sal_at" TIMESTAMPTZ(3),
    "sql_at" TIMESTAMPTZ(3),
    "opportunity_at" TIMESTAMPTZ(3),
    "customer_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "close_kind" TEXT,
    "close_reason" TEXT,
    "closed_from" TEXT,
    "imputed" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "date_only" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "out_of_order" BOOLEAN NOT NULL DEFAULT false,
    "trigger" TEXT NOT NULL,
    "source" TEXT,
    "channel" TEXT,
    "campaign" TEXT,
    "asset" TEXT,
    "industry" TEXT,
    "owner_id" UUID,
    "team" TEXT,
    "model_version" INTEGER NOT NULL,
    "definition_version" INTEGER NOT NULL,
    "score_at_mql" SMALLINT NOT NULL,
    "grade_at_mql" TEXT NOT NULL DEFAULT '',
    "amount" BIGINT,
    "clocks" BOOLEAN NOT NULL DEFAULT true,
    "clock_started_at" TIMESTAMPTZ(3),
    "first_attempt_at" TIMESTAMPTZ(3),
    "first_contact_at" TIMESTAMPTZ(3),
    "contact_due_at" TIMESTAMPTZ(3),
    "wake_on" DATE,
    "wake_on_evidence" BOOLEAN NOT NULL DEFAULT false,
    "import_id" UUID,
    "sample" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "pass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "password_hash" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "capacity" INTEGER NOT NULL DEFAULT 20,
    "absent_until" DATE,
    "team" TEXT,
    "sample" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deactivated_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT,

    CONSTRAINT "user_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "name" TEXT,
    "role" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_reset" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_reset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "write_key" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "write_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "actor" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("actor","key")
);

-- CreateTable
CREATE TABLE "attempt_window" (
    "key" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL,

    CONSTRAINT "attempt_window_pkey" PRIMARY KEY ("key","starts_at")
);

-- CreateIndex
CREATE INDEX "activity_lead_id_occurred_at_idx" ON "activity"("lead_id", "occurred_at");

-- CreateIndex
CREATE INDEX "activity_occurred_at_idx" ON "activity" USING BRIN ("occurred_at");

-- CreateIndex
CREATE INDEX "activity_import_id_idx" ON "activity"("import_id");

-- CreateIndex
CREATE UNIQUE INDEX "activity_source_message_id_key" ON "activity"("source", "message_id");

-- CreateIndex
CREATE INDEX "audit_entry_at_id_idx" ON "audit_entry"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_subject_kind_subject_id_at_idx" ON "audit_entry"("subject_kind", "subject_id", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "company_domain_key" ON "company"("domain");

-- CreateIndex
CREATE INDEX "company_name_idx" ON "company"("name");

-- CreateIndex
CREATE INDEX "company_attribute_change_company_id_at_idx" ON "company_attribute_change"("company_id", "at");

-- CreateIndex
CREATE INDEX "qualification_answer_pass_id_field_answered_at_idx" ON "qualification_answer"("pass_id", "field", "answered_at");

-- CreateIndex
CREATE INDEX "handoff_assignee_id_status_due_at_idx" ON "handoff"("assignee_id", "status", "due_at");

-- CreateIndex
CREATE INDEX "handoff_status_due_at_idx" ON "handoff"("status", "due_at");

-- CreateIndex
CREATE INDEX "handoff_lead_id_idx" ON "handoff"("lead_id");

-- CreateIndex
CREATE INDEX "handoff_pass_id_idx" ON "handoff"("pass_id");

-- CreateIndex
CREATE INDEX "handoff_opened_at_idx" ON "handoff"("opened_at");

-- CreateIndex
CREATE INDEX "handoff_answered_at_idx" ON "handoff"("answered_at");

-- CreateIndex
CREATE INDEX "import_created_at_idx" ON "import"("created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "lead_email_key_key" ON "lead"("email_key");

-- CreateIndex
CREATE UNIQUE INDEX "lead_external_id_key" ON "lead"("external_id");

-- CreateIndex
CREATE INDEX "lead_company_id_idx" ON "lead"("company_id");

-- CreateIndex
CREATE INDEX "lead_import_id_idx" ON "lead"("import_id");

-- CreateIndex
CREATE INDEX "lead_email_prefix" ON "lead"("email_key");

-- CreateIndex
CREATE INDEX "lead_search" ON "lead" USING GIN ("search_text" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "lead_attribute_change_lead_id_at_idx" ON "lead_attribute_change"("lead_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "opportunity_pass_id_key" ON "opportunity"("pass_id");

-- CreateIndex
CREATE INDEX "opportunity_lead_id_idx" ON "opportunity"("lead_id");

-- CreateIndex
CREATE INDEX "outbox_message_delivered_at_due_at_idx" ON "outbox_message"("delivered_at", "due_at");

-- CreateIndex
CREATE INDEX "outbox_message_correlation_id_idx" ON "outbox_message"("correlation_id");

-- CreateIndex
CREATE INDEX "alert_user_id_read_at_created_at_idx" ON "alert"("user_id", "read_at", "created_at" DESC);

-- CreateIndex
CREATE INDEX "mail_created_at_idx" ON "mail"("created_at" DESC);

-- CreateIndex
CREATE INDEX "lead_score_by_score" ON "lead_score"("score" DESC, "lead_id");

-- CreateIndex
CREATE INDEX "lead_score_by_stage" ON "lead_score"("stage", "score" DESC, "lead_id");

-- CreateIndex
CREATE INDEX "lead_score_by_owner" ON "lead_score"("owner_id", "stage", "score" DESC, "lead_id");

-- CreateIndex
CREATE INDEX "lead_score_changes_on" ON "lead_score"("changes_on");

-- CreateIndex
CREATE UNIQUE INDEX "scoring_model_version_key" ON "scoring_model"("version");

-- CreateIndex
CREATE INDEX "score_adjustment_lead_id_idx" ON "score_adjustment"("lead_id");

-- CreateIndex
CREATE UNIQUE INDEX "stage_transition_id_key" ON "stage_transition"("id");

-- CreateIndex
CREATE INDEX "stage_transition_at_idx" ON "stage_transition"("at");

-- CreateIndex
CREATE UNIQUE INDEX "stage_transition_lead_id_seq_to_stage_key" ON "stage_transition"("lead_id", "seq", "to_stage");

-- CreateIndex
CREATE INDEX "pass_mql_at_idx" ON "pass"("mql_at");

-- CreateIndex
CREATE INDEX "pass_closed_at_idx" ON "pass"("closed_at");

-- CreateIndex
CREATE INDEX "pass_wake_on_idx" ON "pass"("wake_on");

-- CreateIndex
CREATE UNIQUE INDEX "pass_lead_id_number_key" ON "pass"("lead_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key_key" ON "app_user"("email_key");

-- CreateIndex
CREATE INDEX "user_session_user_id_idx" ON "user_session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_email_key_idx" ON "invitation"("email_key");

-- CreateIndex
CREATE UNIQUE INDEX "password_reset_token_hash_key" ON "password_reset"("token_hash");

-- CreateIndex
CREATE INDEX "password_reset_user_id_idx" ON "password_reset"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "write_key_key_key" ON "write_key"("key");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- AddForeignKey
ALTER TABLE "company_attribute_change" ADD CONSTRAINT "company_attribute_change_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_pass_id_fkey" FOREIGN KEY ("pass_id") REFERENCES "pass"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_reason" FOREIGN KEY ("reason_code") REFERENCES "reason"("code") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "handoff_event" ADD CONSTRAINT "handoff_event_handoff_id_fkey" FOREIGN KEY ("handoff_id") REFERENCES "handoff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_chunk" ADD CONSTRAINT "import_chunk_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead" ADD CONSTRAINT "lead_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_attribute_change" ADD CONSTRAINT "lead_attribute_change_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_score" ADD CONSTRAINT "lead_score_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_score" ADD CONSTRAINT "lead_score_stage_has_transition" FOREIGN KEY ("lead_id", "seq", "stage") REFERENCES "stage_transition"("lead_id", "seq", "to_stage") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage_transition" ADD CONSTRAINT "stage_transition_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage_transition" ADD CONSTRAINT "stage_transition_is_legal" FOREIGN KEY ("from_stage", "to_stage", "kind") REFERENCES "stage_edge"("from_stage", "to_stage", "kind") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "pass" ADD CONSTRAINT "pass_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;


