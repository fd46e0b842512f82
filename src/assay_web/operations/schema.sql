-- Written by `make schema` from the migrations, which stay the truth.

SET LOCAL check_function_bodies = off;

CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);

CREATE FUNCTION public._pgh_attach_context() RETURNS uuid
    LANGUAGE plpgsql
    AS $$
                    DECLARE
                        _pgh_context_id UUID;
                        _pgh_context_metadata JSONB;
                    BEGIN
                        BEGIN
                            SELECT INTO _pgh_context_id
                                CURRENT_SETTING('pghistory.context_id');
                            SELECT INTO _pgh_context_metadata
                                CURRENT_SETTING('pghistory.context_metadata');
                            EXCEPTION WHEN OTHERS THEN
                        END;
                        IF _pgh_context_id IS NOT NULL AND _pgh_context_metadata IS NOT NULL THEN
                            INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
                                VALUES (_pgh_context_id, _pgh_context_metadata, NOW(), NOW())
                                ON CONFLICT (id) DO UPDATE
                                    SET metadata = EXCLUDED.metadata,
                                        updated_at = EXCLUDED.updated_at
                                    WHERE pghistory_context.metadata != EXCLUDED.metadata;
                            RETURN _pgh_context_id;
                        ELSE
                            RETURN NULL;
                        END IF;
                    END;
                $$;

CREATE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$;

CREATE FUNCTION public.ledger_commit(its_project bigint, change bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$ BEGIN
    PERFORM pg_advisory_xact_lock_shared(1651861620, hashint8(its_project));
    UPDATE projects_budget SET committed_minor = committed_minor + change
    WHERE project_id = its_project AND total_minor IS NOT NULL;
END $$;

CREATE FUNCTION public.ledger_committed(its_project bigint) RETURNS bigint
    LANGUAGE sql STABLE
    AS $$
    SELECT CASE WHEN total_minor IS NOT NULL THEN committed_minor ELSE (
        SELECT coalesce(sum(price_minor), 0) FROM review_assignment
        WHERE project_id = its_project AND state NOT IN ('released', 'expired')
    ) - (
        SELECT coalesce(sum(t.amount_minor), 0) FROM ledger_turnover t JOIN ledger_account a ON a.id = t.account_id
        WHERE a.kind = 'budget' AND a.project_id = its_project AND t.cause = 'adjusted'
    ) END FROM projects_budget WHERE project_id = its_project
$$;

CREATE FUNCTION public.ledger_recommitted(its_project bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$ BEGIN
    PERFORM pg_advisory_xact_lock(1651861620, hashint8(its_project));
    RETURN ledger_committed(its_project);
END $$;

CREATE FUNCTION public.pgtrigger_added_to_balances_31ca2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE ledger_account SET balance_minor = balance_minor + one.amount FROM (SELECT account_id, sum(amount_minor) AS amount FROM added GROUP BY account_id) AS one WHERE ledger_account.id = one.account_id; INSERT INTO ledger_turnover AS one (account_id, cause, day, amount_minor, entries) SELECT added.account_id, t.cause, (t.at AT TIME ZONE 'UTC')::date, sum(amount_minor), count(*) FROM added JOIN ledger_transaction t ON t.id = added.transaction_id GROUP BY 1, 2, 3 ON CONFLICT (account_id, cause, day) DO UPDATE SET amount_minor = one.amount_minor + excluded.amount_minor, entries = one.entries + excluded.entries; INSERT INTO ledger_projectsum AS one (project_id, kind, amount_minor) SELECT t.project_id, a.kind, sum(amount_minor) FROM added JOIN ledger_transaction t ON t.id = added.transaction_id JOIN ledger_account a ON a.id = added.account_id WHERE t.project_id IS NOT NULL GROUP BY 1, 2 ON CONFLICT (project_id, kind) DO UPDATE SET amount_minor = one.amount_minor + excluded.amount_minor; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_answered_once_27864() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'an appeal is answered once' USING ERRCODE = 'check_violation';
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_1751e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_19df1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_26c7c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_42e9c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_4f572() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_4fc10() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_520f5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_91607() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_9bf3a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_a891b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_af900() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_ba00c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_bce67() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_d75d5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_d8867() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_dd4a9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_e1bf4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_e3b9e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_f6ae5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_as_its_task_is_cefd0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE places INT;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    SELECT project_id, overlap INTO NEW.project_id, places FROM tasks_task WHERE id = NEW.task_id; IF NEW.slot > places THEN RAISE EXCEPTION 'task % has no slot %', NEW.task_id, NEW.slot USING ERRCODE = 'check_violation'; END IF; IF NEW.state IN ('first_pass', 'second_pass') THEN IF EXISTS (SELECT 1 FROM projects_hold WHERE project_id = NEW.project_id AND user_id = NEW.reviewer_id AND lifted_at IS NULL) THEN RAISE EXCEPTION 'person % is held from work on task %', NEW.reviewer_id, NEW.task_id USING ERRCODE = 'check_violation'; END IF; END IF; RETURN NEW;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_balanced_ea973() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF (SELECT sum(amount_minor) FROM ledger_entry WHERE transaction_id = NEW.transaction_id) <> 0 THEN RAISE EXCEPTION 'the entries of transaction % do not add up to nothing', NEW.transaction_id USING ERRCODE = 'check_violation'; END IF; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_changed_by_entries_only_07297() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF pg_trigger_depth() < 2 THEN RAISE EXCEPTION 'accounts are changed by entries only' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_changed_by_entries_only_aad58() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF pg_trigger_depth() < 2 THEN RAISE EXCEPTION 'sums of a day are changed by entries only' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_changed_by_entries_only_c58ad() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF pg_trigger_depth() < 2 THEN RAISE EXCEPTION 'sums of a project are changed by entries only' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_closed_stays_aed7b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'a closed project stays closed' USING ERRCODE = 'check_violation';
                END;
            $$;

CREATE FUNCTION public.pgtrigger_commits_the_budget_651d1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE change BIGINT DEFAULT 0;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF TG_OP <> 'DELETE' AND NEW.state NOT IN ('released', 'expired') THEN change := change + NEW.price_minor; END IF; IF TG_OP <> 'INSERT' AND OLD.state NOT IN ('released', 'expired') THEN change := change - OLD.price_minor; END IF; IF change <> 0 THEN PERFORM ledger_commit(CASE TG_OP WHEN 'DELETE' THEN OLD.project_id ELSE NEW.project_id END, change); END IF; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_counts_what_is_committed_70ecd() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    NEW.committed_minor := ledger_recommitted(NEW.project_id); RETURN NEW;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_currency_stays_208d0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'the currency of a project never changes' USING ERRCODE = 'check_violation';
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_051e6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_quizquestionevent" ("id", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "project_id", "question", "reason", "right") VALUES (OLD."id", OLD."options", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."position", OLD."project_id", OLD."question", OLD."reason", OLD."right"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_41b29() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_pricetierevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_minor", "project_id", "up_to_minutes") VALUES (OLD."id", OLD."name", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."price_minor", OLD."project_id", OLD."up_to_minutes"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_b94bb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "hooks_webhookevent" ("active", "address", "events", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "public_id") VALUES (OLD."active", OLD."address", OLD."events", OLD."id", OLD."made_at", OLD."made_by_id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."project_id", OLD."public_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_fd488() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_membershipevent" ("by_application", "created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "user_id") VALUES (OLD."by_application", OLD."created_at", OLD."id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."project_id", OLD."role", OLD."user_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_falls_due_7a83b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF NEW.price_minor > 0 THEN INSERT INTO ledger_due (assignment_id) VALUES (NEW.id); END IF; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_filled_as_wanted_db21b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    NEW.filled := NEW.overlap <= (SELECT count(*) FROM review_assignment WHERE task_id = NEW.id AND state NOT IN ('released', 'expired')); RETURN NEW;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_filled_dba1e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE of_task BIGINT; wanted INT; was BOOL; now BOOL;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF TG_OP = 'UPDATE' AND (NEW.state IN ('released', 'expired')) = (OLD.state IN ('released', 'expired')) THEN RETURN NULL; END IF; of_task := CASE TG_OP WHEN 'DELETE' THEN OLD.task_id ELSE NEW.task_id END; SELECT overlap, filled INTO wanted, was FROM tasks_task WHERE id = of_task FOR NO KEY UPDATE; now := wanted <= (SELECT count(*) FROM review_assignment WHERE task_id = of_task AND state NOT IN ('released', 'expired')); IF now <> was THEN UPDATE tasks_task SET filled = now WHERE id = of_task; END IF; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_for_good_3dd3d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_for_good_43e71() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_for_good_7532b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_for_good_8af00() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_for_good_dd9cf() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_has_a_budget_7a4c1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO projects_budget (project_id, committed_minor) VALUES (NEW.id, 0); RETURN NEW;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_has_entries_4f01a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF (SELECT count(*) FROM ledger_entry WHERE transaction_id = NEW.id) < 2 THEN RAISE EXCEPTION 'transaction % has fewer than two entries', NEW.id USING ERRCODE = 'check_violation'; END IF; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_hooks_event_22d1a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO hooks_event (kind, project_id, subject_id, at) SELECT 'export.finished', NEW.project_id, NEW.id, clock_timestamp() WHERE EXISTS (SELECT 1 FROM hooks_webhook AS hook WHERE hook.project_id = NEW.project_id AND hook.active AND 'export.finished' = ANY (hook.events)); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_hooks_event_657dd() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO hooks_event (kind, project_id, subject_id, at) SELECT 'import.finished', NEW.project_id, NEW.id, clock_timestamp() WHERE EXISTS (SELECT 1 FROM hooks_webhook AS hook WHERE hook.project_id = NEW.project_id AND hook.active AND 'import.finished' = ANY (hook.events)); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_hooks_event_66a67() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO hooks_event (kind, project_id, subject_id, at) SELECT 'review.' || NEW.state, NEW.project_id, NEW.id, clock_timestamp() WHERE EXISTS (SELECT 1 FROM hooks_webhook AS hook WHERE hook.project_id = NEW.project_id AND hook.active AND 'review.' || NEW.state = ANY (hook.events)); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_hooks_opened_c6cf6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO hooks_event (kind, project_id, subject_id, at) SELECT 'conflict.opened', NEW.project_id, NEW.id, clock_timestamp() WHERE EXISTS (SELECT 1 FROM hooks_webhook AS hook WHERE hook.project_id = NEW.project_id AND hook.active AND 'conflict.opened' = ANY (hook.events)); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_hooks_settled_9c1c8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO hooks_event (kind, project_id, subject_id, at) SELECT 'conflict.settled', NEW.project_id, NEW.id, clock_timestamp() WHERE EXISTS (SELECT 1 FROM hooks_webhook AS hook WHERE hook.project_id = NEW.project_id AND hook.active AND 'conflict.settled' = ANY (hook.events)); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_immutable_52398() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_immutable_83001() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_01b7d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "accounts_apitokenevent" ("created_at", "expires_at", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "public_id", "revoked_at", "scopes", "user_id") VALUES (NEW."created_at", NEW."expires_at", NEW."id", NEW."name", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."prefix", NEW."public_id", NEW."revoked_at", NEW."scopes", NEW."user_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_0fd4a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "review_assignmentevent" ("claimed_at", "currency", "id", "lease_expires_at", "locked_at", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_minor", "public_id", "reviewer_id", "slot", "state", "submitted_at", "task_id") VALUES (NEW."claimed_at", NEW."currency", NEW."id", NEW."lease_expires_at", NEW."locked_at", NEW."order", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."price_minor", NEW."public_id", NEW."reviewer_id", NEW."slot", NEW."state", NEW."submitted_at", NEW."task_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_24198() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_pricetierevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_minor", "project_id", "up_to_minutes") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."price_minor", NEW."project_id", NEW."up_to_minutes"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_2ddad() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "gold_goldpolicyevent" ("consequence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (NEW."consequence", _pgh_attach_context(), NOW(), 'insert', NEW."project_id", NEW."project_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_2e147() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_projectevent" ("created_at", "currency", "deadline", "evidence_policy", "gold_percent", "guidelines", "guidelines_version", "id", "justification_min", "lease_minutes", "must_acknowledge", "name", "overlap", "overlap_max", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_minor", "rubric", "sealed", "slug", "state") VALUES (NEW."created_at", NEW."currency", NEW."deadline", NEW."evidence_policy", NEW."gold_percent", NEW."guidelines", NEW."guidelines_version", NEW."id", NEW."justification_min", NEW."lease_minutes", NEW."must_acknowledge", NEW."name", NEW."overlap", NEW."overlap_max", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."price_minor", NEW."rubric", NEW."sealed", NEW."slug", NEW."state"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_3ca2a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "assessments_assessmentevent" ("bench_id", "created_at", "created_by_id", "explanations", "id", "instructions", "judges", "may_pause", "minutes", "most_defects", "most_twins", "pairs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "public_id", "state", "title", "wait_days", "written_percent") VALUES (NEW."bench_id", NEW."created_at", NEW."created_by_id", NEW."explanations", NEW."id", NEW."instructions", NEW."judges", NEW."may_pause", NEW."minutes", NEW."most_defects", NEW."most_twins", NEW."pairs", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."project_id", NEW."public_id", NEW."state", NEW."title", NEW."wait_days", NEW."written_percent"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_5c731() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_holdevent" ("cause", "id", "lifted_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "since", "user_id") VALUES (NEW."cause", NEW."id", NEW."lifted_at", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."project_id", NEW."reason", NEW."since", NEW."user_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_60e1b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "applications_applicationevent" ("applied_at", "changed_at", "decided_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "public_id", "reason", "state", "user_id") VALUES (NEW."applied_at", NEW."changed_at", NEW."decided_by_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."project_id", NEW."public_id", NEW."reason", NEW."state", NEW."user_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_6baec() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_quizquestionevent" ("id", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "project_id", "question", "reason", "right") VALUES (NEW."id", NEW."options", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."project_id", NEW."question", NEW."reason", NEW."right"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_6f4e8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_requirementsevent" ("about", "all_languages", "continuous_integration", "decided_by_person", "docker", "english_words", "frameworks", "hours_per_week", "languages", "min_years", "offset_from", "offset_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "retry_days", "review_years", "takes_applications") VALUES (NEW."about", NEW."all_languages", NEW."continuous_integration", NEW."decided_by_person", NEW."docker", NEW."english_words", NEW."frameworks", NEW."hours_per_week", NEW."languages", NEW."min_years", NEW."offset_from", NEW."offset_to", _pgh_attach_context(), NOW(), 'insert', NEW."project_id", NEW."project_id", NEW."retry_days", NEW."review_years", NEW."takes_applications"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_76608() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "gold_flagevent" ("closed_at", "closed_by_id", "consequence", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "public_id", "raised_at", "reason", "state", "sums", "until", "user_id") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."consequence", NEW."evidence", NEW."id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."project_id", NEW."public_id", NEW."raised_at", NEW."reason", NEW."state", NEW."sums", NEW."until", NEW."user_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_7d4f3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "tasks_criticpolicyevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "use") VALUES (_pgh_attach_context(), NOW(), 'insert', NEW."project_id", NEW."project_id", NEW."use"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_8470a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_membershipevent" ("by_application", "created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "user_id") VALUES (NEW."by_application", NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."project_id", NEW."role", NEW."user_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_88b9c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "hooks_webhookevent" ("active", "address", "events", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "public_id") VALUES (NEW."active", NEW."address", NEW."events", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."project_id", NEW."public_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_8d22e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_invitationevent" ("created_at", "email", "expires_at", "id", "invited_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "public_id", "role", "used_at", "used_by_id", "withdrawn_at") VALUES (NEW."created_at", NEW."email", NEW."expires_at", NEW."id", NEW."invited_by_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."project_id", NEW."public_id", NEW."role", NEW."used_at", NEW."used_by_id", NEW."withdrawn_at"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_9bd8b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_budgetevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "total_minor") VALUES (_pgh_attach_context(), NOW(), 'insert', NEW."project_id", NEW."project_id", NEW."total_minor"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_c6e2c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "ledger_payoutlineevent" ("amount_minor", "batch_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "settled_at", "state") VALUES (NEW."amount_minor", NEW."batch_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."reviewer_id", NEW."settled_at", NEW."state"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_c7fac() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "assessments_attemptevent" ("assessment_id", "created_at", "decided_at", "ended_at", "ended_because", "ends_at", "id", "left_s", "pauses", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot", "public_id", "reopened_at", "spare_s", "stage", "started_at", "state", "verdict") VALUES (NEW."assessment_id", NEW."created_at", NEW."decided_at", NEW."ended_at", NEW."ended_because", NEW."ends_at", NEW."id", NEW."left_s", NEW."pauses", NEW."person_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."pilot", NEW."public_id", NEW."reopened_at", NEW."spare_s", NEW."stage", NEW."started_at", NEW."state", NEW."verdict"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_e980f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "ledger_payoutbatchevent" ("closed_at", "currency", "id", "key", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sent_at", "state") VALUES (NEW."closed_at", NEW."currency", NEW."id", NEW."key", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."public_id", NEW."sent_at", NEW."state"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insight_arrival_64c69() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO insight_arrival (task_id) VALUES (NEW.task_id); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insight_arrival_c6cd8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO insight_arrival (task_id) VALUES (NEW.task_id); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_kept_0137f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_kept_af4ed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_kept_d2559() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_not_while_held_e956f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF NEW.state IN ('first_pass', 'second_pass') AND OLD.state IN ('released', 'expired') THEN IF EXISTS (SELECT 1 FROM projects_hold WHERE project_id = NEW.project_id AND user_id = NEW.reviewer_id AND lifted_at IS NULL) THEN RAISE EXCEPTION 'person % is held from work on task %', NEW.reviewer_id, NEW.task_id USING ERRCODE = 'check_violation'; END IF; END IF; RETURN NEW;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_one_currency_f4cd2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF (SELECT currency FROM ledger_account WHERE id = NEW.account_id) IS DISTINCT FROM (SELECT currency FROM ledger_transaction WHERE id = NEW.transaction_id) THEN RAISE EXCEPTION 'account % holds another currency than transaction %', NEW.account_id, NEW.transaction_id USING ERRCODE = 'check_violation'; END IF; RETURN NEW;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_price_never_lowered_1d18b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'a frozen price is never lowered' USING ERRCODE = 'check_violation';
                END;
            $$;

CREATE FUNCTION public.pgtrigger_project_of_its_task_5d60c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    NEW.project_id := (SELECT project_id FROM tasks_task WHERE id = NEW.task_id); RETURN NEW;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_rubric_stays_fea68() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_settled_once_8f449() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_settled_once_915f0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF OLD.state <> 'waiting' OR NEW.amount_minor <> OLD.amount_minor OR NEW.reviewer_id <> OLD.reviewer_id OR NEW.batch_id <> OLD.batch_id THEN RAISE EXCEPTION 'a payment is settled once and keeps its amount' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_slot_within_overlap_c1236() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF NEW.slot > (SELECT overlap FROM tasks_task WHERE id = NEW.task_id) THEN RAISE EXCEPTION 'task % has no slot %', NEW.task_id, NEW.slot USING ERRCODE = 'check_violation'; END IF; RETURN NEW;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_tally_added_2bb68() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO tasks_tally (project_id, name, change) SELECT project_id, 'candidate ' || evidence_state, count(*) FROM (SELECT (SELECT t.project_id FROM tasks_task t WHERE t.id = added.task_id) AS project_id, evidence_state FROM added) AS rows_added GROUP BY 1, 2; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_tally_added_7c137() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO tasks_tally (project_id, name, change) SELECT project_id, 'task', count(*) FROM added GROUP BY 1; INSERT INTO tasks_tally (project_id, name, change) SELECT project_id, 'place', sum(overlap) FROM added GROUP BY 1; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_tally_and_place_87de1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE change INT DEFAULT 0;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF TG_OP = 'UPDATE' AND NEW.state = OLD.state THEN RETURN NULL; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO tasks_tally (project_id, name, change) VALUES (NEW.project_id, 'assignment ' || NEW.state, 1); IF NEW.state NOT IN ('released', 'expired') THEN change := change + 1; END IF; END IF; IF TG_OP <> 'INSERT' THEN INSERT INTO tasks_tally (project_id, name, change) VALUES (OLD.project_id, 'assignment ' || OLD.state, -1); IF OLD.state NOT IN ('released', 'expired') THEN change := change - 1; END IF; END IF; IF change <> 0 THEN UPDATE tasks_task SET taken = taken + change WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.task_id ELSE NEW.task_id END; END IF; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_tally_examined_cbef2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO tasks_tally (project_id, name, change) SELECT t.project_id, one.name, one.change FROM tasks_task t, (VALUES ('candidate ' || OLD.evidence_state, -1), ('candidate ' || NEW.evidence_state, 1)) AS one (name, change) WHERE t.id = NEW.task_id; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_tally_gone_eb1b5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO tasks_tally (project_id, name, change) SELECT t.project_id, 'candidate ' || OLD.evidence_state, -1 FROM tasks_task t WHERE t.id = OLD.task_id; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_tally_gone_f1099() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO tasks_tally (project_id, name, change) VALUES (OLD.project_id, 'task', -1), (OLD.project_id, 'place', -OLD.overlap); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_tally_places_23488() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO tasks_tally (project_id, name, change) VALUES (NEW.project_id, 'place', NEW.overlap - OLD.overlap); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_tally_state_25623() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF TG_OP = 'UPDATE' AND NEW.state = OLD.state THEN RETURN NULL; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO tasks_tally (project_id, name, change) VALUES (NEW.project_id, 'assignment ' || NEW.state, 1); END IF; IF TG_OP <> 'INSERT' THEN INSERT INTO tasks_tally (project_id, name, change) VALUES (OLD.project_id, 'assignment ' || OLD.state, -1); END IF; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_347b0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_pricetierevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_minor", "project_id", "up_to_minutes") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."price_minor", NEW."project_id", NEW."up_to_minutes"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_3a187() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "assessments_attemptevent" ("assessment_id", "created_at", "decided_at", "ended_at", "ended_because", "ends_at", "id", "left_s", "pauses", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot", "public_id", "reopened_at", "spare_s", "stage", "started_at", "state", "verdict") VALUES (NEW."assessment_id", NEW."created_at", NEW."decided_at", NEW."ended_at", NEW."ended_because", NEW."ends_at", NEW."id", NEW."left_s", NEW."pauses", NEW."person_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."pilot", NEW."public_id", NEW."reopened_at", NEW."spare_s", NEW."stage", NEW."started_at", NEW."state", NEW."verdict"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_617d7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "gold_goldpolicyevent" ("consequence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (NEW."consequence", _pgh_attach_context(), NOW(), 'update', NEW."project_id", NEW."project_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_67d1b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "ledger_payoutlineevent" ("amount_minor", "batch_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "settled_at", "state") VALUES (NEW."amount_minor", NEW."batch_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."reviewer_id", NEW."settled_at", NEW."state"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_68d28() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_requirementsevent" ("about", "all_languages", "continuous_integration", "decided_by_person", "docker", "english_words", "frameworks", "hours_per_week", "languages", "min_years", "offset_from", "offset_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "retry_days", "review_years", "takes_applications") VALUES (NEW."about", NEW."all_languages", NEW."continuous_integration", NEW."decided_by_person", NEW."docker", NEW."english_words", NEW."frameworks", NEW."hours_per_week", NEW."languages", NEW."min_years", NEW."offset_from", NEW."offset_to", _pgh_attach_context(), NOW(), 'update', NEW."project_id", NEW."project_id", NEW."retry_days", NEW."review_years", NEW."takes_applications"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_741a4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "ledger_payoutbatchevent" ("closed_at", "currency", "id", "key", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sent_at", "state") VALUES (NEW."closed_at", NEW."currency", NEW."id", NEW."key", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."public_id", NEW."sent_at", NEW."state"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_804c3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_projectevent" ("created_at", "currency", "deadline", "evidence_policy", "gold_percent", "guidelines", "guidelines_version", "id", "justification_min", "lease_minutes", "must_acknowledge", "name", "overlap", "overlap_max", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_minor", "rubric", "sealed", "slug", "state") VALUES (NEW."created_at", NEW."currency", NEW."deadline", NEW."evidence_policy", NEW."gold_percent", NEW."guidelines", NEW."guidelines_version", NEW."id", NEW."justification_min", NEW."lease_minutes", NEW."must_acknowledge", NEW."name", NEW."overlap", NEW."overlap_max", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."price_minor", NEW."rubric", NEW."sealed", NEW."slug", NEW."state"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_b08a3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "hooks_webhookevent" ("active", "address", "events", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "public_id") VALUES (NEW."active", NEW."address", NEW."events", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."project_id", NEW."public_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_b3716() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_quizquestionevent" ("id", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "project_id", "question", "reason", "right") VALUES (NEW."id", NEW."options", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."project_id", NEW."question", NEW."reason", NEW."right"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_b3f70() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_budgetevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "total_minor") VALUES (_pgh_attach_context(), NOW(), 'update', NEW."project_id", NEW."project_id", NEW."total_minor"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_b6601() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_membershipevent" ("by_application", "created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "user_id") VALUES (NEW."by_application", NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."project_id", NEW."role", NEW."user_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_bc0ff() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "tasks_criticpolicyevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "use") VALUES (_pgh_attach_context(), NOW(), 'update', NEW."project_id", NEW."project_id", NEW."use"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_bef83() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "gold_flagevent" ("closed_at", "closed_by_id", "consequence", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "public_id", "raised_at", "reason", "state", "sums", "until", "user_id") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."consequence", NEW."evidence", NEW."id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."project_id", NEW."public_id", NEW."raised_at", NEW."reason", NEW."state", NEW."sums", NEW."until", NEW."user_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_cd7ad() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_holdevent" ("cause", "id", "lifted_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "since", "user_id") VALUES (NEW."cause", NEW."id", NEW."lifted_at", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."project_id", NEW."reason", NEW."since", NEW."user_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_d2ed2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "projects_invitationevent" ("created_at", "email", "expires_at", "id", "invited_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "public_id", "role", "used_at", "used_by_id", "withdrawn_at") VALUES (NEW."created_at", NEW."email", NEW."expires_at", NEW."id", NEW."invited_by_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."project_id", NEW."public_id", NEW."role", NEW."used_at", NEW."used_by_id", NEW."withdrawn_at"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_d96c6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "assessments_assessmentevent" ("bench_id", "created_at", "created_by_id", "explanations", "id", "instructions", "judges", "may_pause", "minutes", "most_defects", "most_twins", "pairs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "public_id", "state", "title", "wait_days", "written_percent") VALUES (NEW."bench_id", NEW."created_at", NEW."created_by_id", NEW."explanations", NEW."id", NEW."instructions", NEW."judges", NEW."may_pause", NEW."minutes", NEW."most_defects", NEW."most_twins", NEW."pairs", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."project_id", NEW."public_id", NEW."state", NEW."title", NEW."wait_days", NEW."written_percent"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_df53b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "accounts_apitokenevent" ("created_at", "expires_at", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "public_id", "revoked_at", "scopes", "user_id") VALUES (NEW."created_at", NEW."expires_at", NEW."id", NEW."name", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."prefix", NEW."public_id", NEW."revoked_at", NEW."scopes", NEW."user_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_e90fc() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "review_assignmentevent" ("claimed_at", "currency", "id", "lease_expires_at", "locked_at", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_minor", "public_id", "reviewer_id", "slot", "state", "submitted_at", "task_id") VALUES (NEW."claimed_at", NEW."currency", NEW."id", NEW."lease_expires_at", NEW."locked_at", NEW."order", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."price_minor", NEW."public_id", NEW."reviewer_id", NEW."slot", NEW."state", NEW."submitted_at", NEW."task_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_ebfc4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "adjudication_conflictevent" ("answers", "closed_at", "criterion", "id", "key", "kind", "members", "needed", "opened_at", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "project_id", "public_id", "round", "state", "task_id", "weight") VALUES (NEW."answers", NEW."closed_at", NEW."criterion", NEW."id", NEW."key", NEW."kind", NEW."members", NEW."needed", NEW."opened_at", NEW."outcome", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."project_id", NEW."public_id", NEW."round", NEW."state", NEW."task_id", NEW."weight"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_f714e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "applications_applicationevent" ("applied_at", "changed_at", "decided_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "public_id", "reason", "state", "user_id") VALUES (NEW."applied_at", NEW."changed_at", NEW."decided_by_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."project_id", NEW."public_id", NEW."reason", NEW."state", NEW."user_id"); RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_used_once_1873b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'an invitation is used once' USING ERRCODE = 'check_violation';
                END;
            $$;

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_allowance (
    subject character varying(100) NOT NULL,
    most double precision NOT NULL,
    per_second double precision NOT NULL,
    "left" double precision NOT NULL,
    granted boolean NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.accounts_answer (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    status smallint,
    content_type character varying(100) NOT NULL,
    body bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT accounts_answer_status_check CHECK ((status >= 0))
);

ALTER TABLE public.accounts_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_apitoken (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(100) NOT NULL,
    prefix character varying(20) NOT NULL,
    token_hash character varying(64) NOT NULL,
    scopes character varying(10)[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    user_id bigint NOT NULL,
    CONSTRAINT api_token_expires_later CHECK ((expires_at > created_at)),
    CONSTRAINT api_token_known_scopes CHECK (((scopes <@ ARRAY['read'::character varying(10), 'review'::character varying(10), 'lead'::character varying(10), 'export'::character varying(10)]) AND (NOT (scopes = '{}'::character varying(10)[]))))
);

ALTER TABLE public.accounts_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_apitokenevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(100) NOT NULL,
    prefix character varying(20) NOT NULL,
    scopes character varying(10)[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.accounts_apitokenevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_apitokenevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE UNLOGGED TABLE public.accounts_attempts (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);

CREATE TABLE public.accounts_profile (
    user_id bigint NOT NULL,
    languages jsonb NOT NULL,
    review_years smallint NOT NULL,
    frameworks character varying(30)[] NOT NULL,
    continuous_integration character varying(30)[] NOT NULL,
    docker boolean NOT NULL,
    english_sample text NOT NULL,
    time_zone character varying(64) NOT NULL,
    hours_per_week smallint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT accounts_profile_hours_per_week_check CHECK ((hours_per_week >= 0)),
    CONSTRAINT accounts_profile_review_years_check CHECK ((review_years >= 0)),
    CONSTRAINT profile_hours_possible CHECK (((hours_per_week >= 1) AND (hours_per_week <= 80)))
);

CREATE TABLE public.accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(150) NOT NULL,
    pseudonym character varying(20) NOT NULL,
    is_operator boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    CONSTRAINT user_email_lower_case CHECK (((email)::text = lower((email)::text)))
);

CREATE TABLE public.accounts_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);

ALTER TABLE public.accounts_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.accounts_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.adjudication_appeal (
    id bigint NOT NULL,
    round smallint NOT NULL,
    text text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    assignment_id bigint NOT NULL,
    conflict_id bigint NOT NULL,
    CONSTRAINT adjudication_appeal_round_check CHECK ((round >= 0)),
    CONSTRAINT appeal_has_text CHECK ((NOT (text = ''::text)))
);

ALTER TABLE public.adjudication_appeal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.adjudication_appeal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.adjudication_conflict (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    key character varying(200) NOT NULL,
    "position" smallint,
    criterion character varying(80) NOT NULL,
    answers jsonb NOT NULL,
    members jsonb NOT NULL,
    weight double precision NOT NULL,
    needed smallint NOT NULL,
    round smallint NOT NULL,
    state character varying(10) NOT NULL,
    outcome jsonb,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    project_id bigint NOT NULL,
    task_id bigint NOT NULL,
    CONSTRAINT adjudication_conflict_needed_check CHECK ((needed >= 0)),
    CONSTRAINT adjudication_conflict_position_check CHECK (("position" >= 0)),
    CONSTRAINT adjudication_conflict_round_check CHECK ((round >= 0)),
    CONSTRAINT conflict_closed_with_outcome CHECK (((NOT ((state)::text = 'closed'::text)) OR ((closed_at IS NOT NULL) AND (outcome IS NOT NULL))))
);

ALTER TABLE public.adjudication_conflict ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.adjudication_conflict_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.adjudication_conflictevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    key character varying(200) NOT NULL,
    "position" smallint,
    criterion character varying(80) NOT NULL,
    answers jsonb NOT NULL,
    members jsonb NOT NULL,
    weight double precision NOT NULL,
    needed smallint NOT NULL,
    round smallint NOT NULL,
    state character varying(10) NOT NULL,
    outcome jsonb,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    project_id bigint NOT NULL,
    task_id bigint NOT NULL,
    CONSTRAINT adjudication_conflictevent_needed_check CHECK ((needed >= 0)),
    CONSTRAINT adjudication_conflictevent_position_check CHECK (("position" >= 0)),
    CONSTRAINT adjudication_conflictevent_round_check CHECK ((round >= 0))
);

ALTER TABLE public.adjudication_conflictevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.adjudication_conflictevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.adjudication_knowndefect (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    record jsonb NOT NULL,
    planted boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    candidate_id bigint NOT NULL,
    conflict_id bigint
);

ALTER TABLE public.adjudication_knowndefect ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.adjudication_knowndefect_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.adjudication_ruling (
    id bigint NOT NULL,
    round smallint NOT NULL,
    value jsonb NOT NULL,
    reason character varying(12) NOT NULL,
    text text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    adjudicator_id bigint NOT NULL,
    conflict_id bigint NOT NULL,
    CONSTRAINT adjudication_ruling_round_check CHECK ((round >= 0))
);

ALTER TABLE public.adjudication_ruling ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.adjudication_ruling_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.applications_application (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    state character varying(12) NOT NULL,
    profile jsonb NOT NULL,
    note text NOT NULL,
    applied_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    decided_by_id bigint,
    project_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT application_declined_by_somebody_with_reason CHECK (((NOT ((state)::text = 'declined'::text)) OR ((decided_by_id IS NOT NULL) AND (NOT (reason = ''::text)))))
);

ALTER TABLE public.applications_application ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.applications_application_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.applications_applicationevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    state character varying(12) NOT NULL,
    note text NOT NULL,
    applied_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    decided_by_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    project_id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.applications_applicationevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.applications_applicationevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assessments_answer (
    id bigint NOT NULL,
    text text NOT NULL,
    attempt_id bigint NOT NULL,
    question_id bigint NOT NULL
);

ALTER TABLE public.assessments_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assessments_appeal (
    attempt_id bigint NOT NULL,
    text text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    upheld boolean,
    reason text NOT NULL,
    answered_at timestamp with time zone,
    answered_by_id bigint,
    CONSTRAINT attempt_appeal_answered_with_reason CHECK ((((answered_at IS NULL) AND (upheld IS NULL)) OR ((answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL) AND (upheld IS NOT NULL) AND (NOT (reason = ''::text))))),
    CONSTRAINT attempt_appeal_has_text CHECK ((NOT (text = ''::text)))
);

CREATE TABLE public.assessments_assessment (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    title character varying(200) NOT NULL,
    instructions text NOT NULL,
    state character varying(10) NOT NULL,
    minutes integer NOT NULL,
    may_pause boolean NOT NULL,
    wait_days smallint NOT NULL,
    most_defects smallint NOT NULL,
    most_twins smallint NOT NULL,
    judges smallint NOT NULL,
    explanations smallint NOT NULL,
    written_percent smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    bench_id bigint NOT NULL,
    created_by_id bigint NOT NULL,
    project_id bigint NOT NULL,
    pairs boolean NOT NULL,
    CONSTRAINT assessment_judges CHECK (((judges >= 1) AND (judges <= 2))),
    CONSTRAINT assessment_length CHECK (((most_defects >= 3) AND (most_defects <= 30) AND (most_twins >= 3) AND (most_twins <= 30))),
    CONSTRAINT assessment_minutes CHECK (((minutes >= 5) AND (minutes <= 1440))),
    CONSTRAINT assessment_percent CHECK ((written_percent <= 100)),
    CONSTRAINT assessments_assessment_explanations_check CHECK ((explanations >= 0)),
    CONSTRAINT assessments_assessment_judges_check CHECK ((judges >= 0)),
    CONSTRAINT assessments_assessment_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT assessments_assessment_most_defects_check CHECK ((most_defects >= 0)),
    CONSTRAINT assessments_assessment_most_twins_check CHECK ((most_twins >= 0)),
    CONSTRAINT assessments_assessment_wait_days_check CHECK ((wait_days >= 0)),
    CONSTRAINT assessments_assessment_written_percent_check CHECK ((written_percent >= 0))
);

ALTER TABLE public.assessments_assessment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_assessment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assessments_assessmentevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    title character varying(200) NOT NULL,
    instructions text NOT NULL,
    state character varying(10) NOT NULL,
    minutes integer NOT NULL,
    may_pause boolean NOT NULL,
    wait_days smallint NOT NULL,
    most_defects smallint NOT NULL,
    most_twins smallint NOT NULL,
    judges smallint NOT NULL,
    explanations smallint NOT NULL,
    written_percent smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    bench_id bigint NOT NULL,
    created_by_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    project_id bigint NOT NULL,
    pairs boolean NOT NULL,
    CONSTRAINT assessments_assessmentevent_explanations_check CHECK ((explanations >= 0)),
    CONSTRAINT assessments_assessmentevent_judges_check CHECK ((judges >= 0)),
    CONSTRAINT assessments_assessmentevent_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT assessments_assessmentevent_most_defects_check CHECK ((most_defects >= 0)),
    CONSTRAINT assessments_assessmentevent_most_twins_check CHECK ((most_twins >= 0)),
    CONSTRAINT assessments_assessmentevent_wait_days_check CHECK ((wait_days >= 0)),
    CONSTRAINT assessments_assessmentevent_written_percent_check CHECK ((written_percent >= 0))
);

ALTER TABLE public.assessments_assessmentevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_assessmentevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assessments_attempt (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    pilot boolean NOT NULL,
    state character varying(10) NOT NULL,
    stage character varying(10) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    ends_at timestamp with time zone,
    left_s integer,
    pauses smallint NOT NULL,
    ended_at timestamp with time zone,
    ended_because character varying(20) NOT NULL,
    decided_at timestamp with time zone,
    verdict jsonb,
    person_id bigint NOT NULL,
    assessment_id bigint NOT NULL,
    reopened_at timestamp with time zone,
    spare_s integer,
    CONSTRAINT assessments_attempt_left_s_check CHECK ((left_s >= 0)),
    CONSTRAINT assessments_attempt_pauses_check CHECK ((pauses >= 0)),
    CONSTRAINT assessments_attempt_spare_s_check CHECK ((spare_s >= 0)),
    CONSTRAINT attempt_decided_with_figures CHECK (((NOT ((state)::text = ANY (ARRAY[('passed'::character varying)::text, ('failed'::character varying)::text]))) OR ((decided_at IS NOT NULL) AND (verdict IS NOT NULL)))),
    CONSTRAINT attempt_paused_keeps CHECK (((NOT ((state)::text = 'paused'::text)) OR (left_s IS NOT NULL))),
    CONSTRAINT attempt_running_has_an_end CHECK (((NOT ((state)::text = 'running'::text)) OR (ends_at IS NOT NULL)))
);

ALTER TABLE public.assessments_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assessments_attemptevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    pilot boolean NOT NULL,
    state character varying(10) NOT NULL,
    stage character varying(10) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    ends_at timestamp with time zone,
    left_s integer,
    pauses smallint NOT NULL,
    ended_at timestamp with time zone,
    ended_because character varying(20) NOT NULL,
    decided_at timestamp with time zone,
    verdict jsonb,
    assessment_id bigint NOT NULL,
    person_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    reopened_at timestamp with time zone,
    spare_s integer,
    CONSTRAINT assessments_attemptevent_left_s_check CHECK ((left_s >= 0)),
    CONSTRAINT assessments_attemptevent_pauses_check CHECK ((pauses >= 0)),
    CONSTRAINT assessments_attemptevent_spare_s_check CHECK ((spare_s >= 0))
);

ALTER TABLE public.assessments_attemptevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_attemptevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assessments_doubt (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    kind character varying(12) NOT NULL,
    key character varying(64) NOT NULL,
    outcome jsonb,
    opened_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    answer_id bigint,
    attempt_id bigint NOT NULL,
    take_id bigint,
    CONSTRAINT doubt_about_one_thing CHECK ((((answer_id IS NULL) AND (take_id IS NOT NULL)) OR ((answer_id IS NOT NULL) AND (take_id IS NULL))))
);

ALTER TABLE public.assessments_doubt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_doubt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assessments_flag (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    detail character varying(500) NOT NULL,
    at timestamp with time zone NOT NULL,
    assessment_id bigint NOT NULL,
    attempt_id bigint,
    person_id bigint NOT NULL
);

ALTER TABLE public.assessments_flag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_flag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assessments_item (
    id bigint NOT NULL,
    retired_at timestamp with time zone,
    retired_because character varying(200) NOT NULL,
    assessment_id bigint NOT NULL,
    task_id bigint NOT NULL,
    source_id bigint NOT NULL,
    CONSTRAINT item_retired_for_a_reason CHECK (((retired_at IS NULL) OR (NOT ((retired_because)::text = ''::text))))
);

ALTER TABLE public.assessments_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assessments_itemfigures (
    item_id bigint NOT NULL,
    n integer NOT NULL,
    rate double precision,
    difficulty double precision,
    low double precision,
    high double precision,
    discrimination double precision,
    discrimination_low double precision,
    discrimination_high double precision,
    leak double precision,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT assessments_itemfigures_n_check CHECK ((n >= 0))
);

CREATE TABLE public.assessments_itemgold (
    item_id bigint NOT NULL,
    plant character varying(64) NOT NULL,
    is_clean boolean NOT NULL,
    operator character varying(100) NOT NULL,
    record jsonb NOT NULL,
    sound character varying(200) NOT NULL,
    CONSTRAINT item_gold_of_a_pair_has_a_defect CHECK ((((sound)::text = ''::text) OR (NOT is_clean)))
);

CREATE TABLE public.assessments_judgement (
    id bigint NOT NULL,
    value character varying(200) NOT NULL,
    note text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    doubt_id bigint NOT NULL,
    judge_id bigint NOT NULL
);

ALTER TABLE public.assessments_judgement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_judgement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assessments_source (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    assessment_id bigint NOT NULL
);

ALTER TABLE public.assessments_source ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_source_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assessments_take (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    difficulty double precision NOT NULL,
    handed_at timestamp with time zone NOT NULL,
    assignment_id bigint NOT NULL,
    attempt_id bigint NOT NULL,
    item_id bigint NOT NULL,
    person_id bigint NOT NULL,
    source_id bigint NOT NULL,
    CONSTRAINT assessments_take_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.assessments_take ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_take_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assessments_takegrade (
    take_id bigint NOT NULL,
    is_clean boolean NOT NULL,
    caught boolean,
    alarmed boolean,
    findings jsonb NOT NULL,
    passed integer,
    total integer,
    graded_at timestamp with time zone NOT NULL,
    words jsonb NOT NULL,
    outdated boolean NOT NULL,
    ranked boolean,
    regraded_at timestamp with time zone,
    CONSTRAINT assessments_takegrade_passed_check CHECK ((passed >= 0)),
    CONSTRAINT assessments_takegrade_total_check CHECK ((total >= 0)),
    CONSTRAINT grade_of_a_pair_is_its_ranking CHECK (((ranked IS NULL) OR ((alarmed IS NULL) AND (caught IS NULL)))),
    CONSTRAINT grade_of_its_kind CHECK ((((caught IS NULL) AND is_clean) OR ((alarmed IS NULL) AND (NOT is_clean))))
);

CREATE TABLE public.assessments_writtenquestion (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    text text NOT NULL,
    guide text NOT NULL,
    assessment_id bigint NOT NULL,
    CONSTRAINT assessments_writtenquestion_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.assessments_writtenquestion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_writtenquestion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE public.exchange_export (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    format character varying(40) NOT NULL,
    ending character varying(12) NOT NULL,
    choices jsonb NOT NULL,
    state character varying(10) NOT NULL,
    job_id bigint,
    done integer NOT NULL,
    total integer NOT NULL,
    problem text NOT NULL,
    manifest jsonb,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    project_id bigint NOT NULL,
    requested_by_id bigint NOT NULL,
    place character varying(10) DEFAULT 'database'::character varying NOT NULL,
    CONSTRAINT exchange_export_done_check CHECK ((done >= 0)),
    CONSTRAINT exchange_export_total_check CHECK ((total >= 0)),
    CONSTRAINT export_done_with_manifest CHECK (((NOT ((state)::text = 'done'::text)) OR ((finished_at IS NOT NULL) AND (manifest IS NOT NULL))))
);

ALTER TABLE public.exchange_export ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_export_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_exportpiece (
    id bigint NOT NULL,
    file character varying(255) NOT NULL,
    "position" integer NOT NULL,
    content bytea NOT NULL,
    export_id bigint NOT NULL,
    CONSTRAINT exchange_exportpiece_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.exchange_exportpiece ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_exportpiece_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_import (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    file character varying(100) NOT NULL,
    shape character varying(40) NOT NULL,
    given jsonb NOT NULL,
    dry_run boolean NOT NULL,
    state character varying(10) NOT NULL,
    job_id bigint,
    good integer NOT NULL,
    wrong integer NOT NULL,
    problems jsonb NOT NULL,
    tasks integer NOT NULL,
    candidates integer NOT NULL,
    passed_over integer NOT NULL,
    problem text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    project_id bigint NOT NULL,
    requested_by_id bigint NOT NULL,
    place character varying(10) DEFAULT 'database'::character varying NOT NULL,
    CONSTRAINT exchange_import_candidates_check CHECK ((candidates >= 0)),
    CONSTRAINT exchange_import_good_check CHECK ((good >= 0)),
    CONSTRAINT exchange_import_passed_over_check CHECK ((passed_over >= 0)),
    CONSTRAINT exchange_import_tasks_check CHECK ((tasks >= 0)),
    CONSTRAINT exchange_import_wrong_check CHECK ((wrong >= 0)),
    CONSTRAINT import_ended_at_its_end CHECK ((((finished_at IS NULL) AND ((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('running'::character varying)::text]))) OR ((NOT ((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('running'::character varying)::text]))) AND (finished_at IS NOT NULL))))
);

ALTER TABLE public.exchange_import ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_import_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_importpiece (
    id bigint NOT NULL,
    "position" integer NOT NULL,
    content bytea NOT NULL,
    parent_id bigint NOT NULL,
    CONSTRAINT exchange_importpiece_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.exchange_importpiece ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_importpiece_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.gold_flag (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    state character varying(8) NOT NULL,
    consequence character varying(10) NOT NULL,
    evidence jsonb NOT NULL,
    sums jsonb NOT NULL,
    until timestamp with time zone NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    reason text NOT NULL,
    closed_by_id bigint,
    project_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT gold_flag_closed_with_reason CHECK ((((state)::text = 'open'::text) OR ((closed_by_id IS NOT NULL) AND (NOT (reason = ''::text)))))
);

ALTER TABLE public.gold_flag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.gold_flag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.gold_flagevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    state character varying(8) NOT NULL,
    consequence character varying(10) NOT NULL,
    evidence jsonb NOT NULL,
    sums jsonb NOT NULL,
    until timestamp with time zone NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    reason text NOT NULL,
    closed_by_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    project_id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.gold_flagevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.gold_flagevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.gold_golddoubt (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    key character varying(16) NOT NULL,
    value character varying(200) NOT NULL,
    note text NOT NULL,
    settled_at timestamp with time zone,
    result_id bigint NOT NULL,
    settled_by_id bigint,
    CONSTRAINT gold_doubt_settled_by_somebody CHECK ((((settled_at IS NULL) AND (settled_by_id IS NULL) AND ((value)::text = ''::text)) OR ((NOT ((value)::text = ''::text)) AND (settled_at IS NOT NULL) AND (settled_by_id IS NOT NULL))))
);

ALTER TABLE public.gold_golddoubt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.gold_golddoubt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.gold_goldpolicy (
    project_id bigint NOT NULL,
    consequence character varying(10) NOT NULL
);

CREATE TABLE public.gold_goldpolicyevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    consequence character varying(10) NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    project_id bigint NOT NULL
);

ALTER TABLE public.gold_goldpolicyevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.gold_goldpolicyevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.gold_goldresult (
    assignment_id bigint NOT NULL,
    caught boolean,
    alarmed boolean,
    submitted_at timestamp with time zone NOT NULL,
    item_id bigint NOT NULL,
    project_id bigint NOT NULL,
    user_id bigint NOT NULL,
    ranked boolean
);

CREATE TABLE public.hooks_attempt (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    status smallint,
    problem character varying(300) NOT NULL,
    milliseconds integer NOT NULL,
    delivery_id bigint NOT NULL,
    CONSTRAINT hooks_attempt_milliseconds_check CHECK ((milliseconds >= 0)),
    CONSTRAINT hooks_attempt_status_check CHECK ((status >= 0))
);

ALTER TABLE public.hooks_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hooks_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hooks_delivery (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    kind character varying(30) NOT NULL,
    body text NOT NULL,
    state character varying(10) NOT NULL,
    tries smallint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    webhook_id bigint NOT NULL,
    CONSTRAINT hooks_delivery_tries_check CHECK ((tries >= 0))
);

ALTER TABLE public.hooks_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hooks_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hooks_event (
    id bigint NOT NULL,
    kind character varying(30) NOT NULL,
    project_id bigint NOT NULL,
    subject_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.hooks_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hooks_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hooks_webhook (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    address character varying(500) NOT NULL,
    events character varying(30)[] NOT NULL,
    secret character varying(100) NOT NULL,
    active boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by_id bigint NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT webhook_known_events CHECK (((events <@ ARRAY['review.submitted'::character varying(30), 'review.accepted'::character varying(30), 'review.returned'::character varying(30), 'conflict.opened'::character varying(30), 'conflict.settled'::character varying(30), 'export.finished'::character varying(30), 'import.finished'::character varying(30)]) AND (NOT (events = '{}'::character varying(30)[]))))
);

ALTER TABLE public.hooks_webhook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hooks_webhook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hooks_webhookevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    address character varying(500) NOT NULL,
    events character varying(30)[] NOT NULL,
    active boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    project_id bigint NOT NULL
);

ALTER TABLE public.hooks_webhookevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hooks_webhookevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.insight_arrival (
    id bigint NOT NULL,
    task_id bigint NOT NULL
);

ALTER TABLE public.insight_arrival ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.insight_arrival_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.insight_candidateconsensus (
    candidate_id bigint NOT NULL,
    verdict character varying(20) NOT NULL,
    probability double precision NOT NULL,
    chances double precision[] NOT NULL,
    n smallint NOT NULL,
    known boolean NOT NULL,
    ratings jsonb NOT NULL,
    task_id bigint NOT NULL,
    CONSTRAINT insight_candidateconsensus_n_check CHECK ((n >= 0))
);

CREATE TABLE public.insight_catch (
    id bigint NOT NULL,
    caught boolean,
    defect_id bigint NOT NULL,
    reading_id bigint NOT NULL
);

ALTER TABLE public.insight_catch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.insight_catch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.insight_evidenceanswer (
    id bigint NOT NULL,
    source character varying(100) NOT NULL,
    rule character varying(200) NOT NULL,
    finding_id uuid NOT NULL,
    "real" boolean NOT NULL,
    reason character varying(20) NOT NULL,
    project_id bigint NOT NULL,
    reading_id bigint NOT NULL
);

ALTER TABLE public.insight_evidenceanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.insight_evidenceanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.insight_figures (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    body jsonb NOT NULL,
    seconds double precision NOT NULL,
    made_at timestamp with time zone NOT NULL,
    project_id bigint NOT NULL,
    stale boolean NOT NULL
);

ALTER TABLE public.insight_figures ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.insight_figures_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.insight_fit (
    project_id bigint NOT NULL,
    model character varying(20) NOT NULL,
    readings integer NOT NULL,
    prevalence jsonb NOT NULL,
    reviewers jsonb NOT NULL,
    spreads jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT insight_fit_readings_check CHECK ((readings >= 0))
);

CREATE TABLE public.insight_reading (
    assignment_id bigint NOT NULL,
    verdicts smallint[] NOT NULL,
    ranks smallint[] NOT NULL,
    ratings jsonb NOT NULL,
    findings smallint NOT NULL,
    active_ms bigint NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    project_id bigint NOT NULL,
    review_id bigint NOT NULL,
    reviewer_id bigint NOT NULL,
    task_id bigint NOT NULL,
    CONSTRAINT insight_reading_active_ms_check CHECK ((active_ms >= 0)),
    CONSTRAINT insight_reading_findings_check CHECK ((findings >= 0))
);

CREATE TABLE public.insight_taskconsensus (
    task_id bigint NOT NULL,
    reviews smallint NOT NULL,
    need character varying(20) NOT NULL,
    probability double precision NOT NULL,
    ranking jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT insight_taskconsensus_reviews_check CHECK ((reviews >= 0))
);

CREATE TABLE public.ledger_account (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    currency character varying(3) NOT NULL,
    balance_minor bigint NOT NULL,
    project_id bigint,
    reviewer_id bigint,
    CONSTRAINT account_has_an_owner CHECK (((((kind)::text = ANY (ARRAY[('funding'::character varying)::text, ('budget'::character varying)::text])) AND (project_id IS NOT NULL) AND (reviewer_id IS NULL)) OR ((NOT ((kind)::text = ANY (ARRAY[('funding'::character varying)::text, ('budget'::character varying)::text]))) AND (project_id IS NULL) AND (reviewer_id IS NOT NULL)))),
    CONSTRAINT account_iso_currency CHECK (((currency)::text ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT account_not_overdrawn CHECK ((((kind)::text = ANY (ARRAY[('funding'::character varying)::text, ('budget'::character varying)::text])) OR (balance_minor >= 0)))
);

ALTER TABLE public.ledger_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_audit (
    id bigint NOT NULL,
    currency character varying(3) NOT NULL,
    differs_minor bigint NOT NULL,
    entries bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT ledger_audit_entries_check CHECK ((entries >= 0))
);

ALTER TABLE public.ledger_audit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_due (
    id bigint NOT NULL,
    assignment_id bigint NOT NULL
);

ALTER TABLE public.ledger_due ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_due_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_entry (
    id bigint NOT NULL,
    amount_minor bigint NOT NULL,
    account_id bigint NOT NULL,
    transaction_id bigint NOT NULL,
    CONSTRAINT entry_moves_something CHECK ((NOT (amount_minor = 0)))
);

ALTER TABLE public.ledger_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_holding (
    assignment_id bigint NOT NULL,
    stage smallint NOT NULL,
    amount_minor bigint NOT NULL,
    steps integer NOT NULL,
    CONSTRAINT ledger_holding_amount_minor_check CHECK ((amount_minor >= 0)),
    CONSTRAINT ledger_holding_stage_check CHECK ((stage >= 0)),
    CONSTRAINT ledger_holding_steps_check CHECK ((steps >= 0))
);

CREATE TABLE public.ledger_payoutbatch (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    key character varying(100) NOT NULL,
    currency character varying(3) NOT NULL,
    state character varying(10) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    closed_at timestamp with time zone,
    made_by_id bigint NOT NULL
);

ALTER TABLE public.ledger_payoutbatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_payoutbatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_payoutbatchevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    key character varying(100) NOT NULL,
    currency character varying(3) NOT NULL,
    state character varying(10) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    closed_at timestamp with time zone,
    made_by_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);

ALTER TABLE public.ledger_payoutbatchevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_payoutbatchevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_payoutline (
    id bigint NOT NULL,
    amount_minor bigint NOT NULL,
    state character varying(8) NOT NULL,
    note character varying(300) NOT NULL,
    settled_at timestamp with time zone,
    batch_id bigint NOT NULL,
    reviewer_id bigint NOT NULL,
    CONSTRAINT ledger_payoutline_amount_minor_check CHECK ((amount_minor >= 0)),
    CONSTRAINT payout_failure_has_reason CHECK (((NOT ((state)::text = 'failed'::text)) OR (NOT ((note)::text = ''::text)))),
    CONSTRAINT payout_line_pays CHECK ((amount_minor > 0))
);

ALTER TABLE public.ledger_payoutline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_payoutline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_payoutlineevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    amount_minor bigint NOT NULL,
    state character varying(8) NOT NULL,
    note character varying(300) NOT NULL,
    settled_at timestamp with time zone,
    batch_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    reviewer_id bigint NOT NULL,
    CONSTRAINT ledger_payoutlineevent_amount_minor_check CHECK ((amount_minor >= 0))
);

ALTER TABLE public.ledger_payoutlineevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_payoutlineevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_projectsum (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    amount_minor bigint NOT NULL,
    project_id bigint NOT NULL
);

ALTER TABLE public.ledger_projectsum ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_projectsum_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_transaction (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    cause character varying(16) NOT NULL,
    currency character varying(3) NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    assignment_id bigint,
    made_by_id bigint,
    project_id bigint,
    reviewer_id bigint,
    CONSTRAINT adjustment_has_a_reason CHECK (((NOT ((cause)::text = 'adjusted'::text)) OR ((NOT (reason = ''::text)) AND (made_by_id IS NOT NULL))))
);

ALTER TABLE public.ledger_transaction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_transaction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_turnover (
    id bigint NOT NULL,
    cause character varying(16) NOT NULL,
    day date NOT NULL,
    amount_minor bigint NOT NULL,
    entries integer NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT ledger_turnover_entries_check CHECK ((entries >= 0))
);

ALTER TABLE public.ledger_turnover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_turnover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.operations_intervention (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    what character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    who_id bigint NOT NULL
);

ALTER TABLE public.operations_intervention ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.operations_intervention_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.operations_jobfailure (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    attempt integer NOT NULL,
    worker character varying(255) NOT NULL,
    problem text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT operations_jobfailure_attempt_check CHECK ((attempt >= 0))
);

ALTER TABLE public.operations_jobfailure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.operations_jobfailure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.operations_total (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    labels text NOT NULL,
    bucket smallint NOT NULL,
    count bigint NOT NULL,
    seconds double precision NOT NULL,
    CONSTRAINT operations_total_bucket_check CHECK ((bucket >= 0))
);

ALTER TABLE public.operations_total ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.operations_total_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pghistory_context (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    metadata jsonb NOT NULL
);

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_acknowledgement (
    id bigint NOT NULL,
    version integer NOT NULL,
    acknowledged_at timestamp with time zone NOT NULL,
    project_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT projects_acknowledgement_version_check CHECK ((version >= 0))
);

ALTER TABLE public.projects_acknowledgement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_acknowledgement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_budget (
    project_id bigint NOT NULL,
    total_minor bigint,
    committed_minor bigint NOT NULL,
    CONSTRAINT budget_not_exceeded CHECK (((total_minor IS NULL) OR (committed_minor <= total_minor))),
    CONSTRAINT projects_budget_committed_minor_check CHECK ((committed_minor >= 0)),
    CONSTRAINT projects_budget_total_minor_check CHECK ((total_minor >= 0))
);

CREATE TABLE public.projects_budgetevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    total_minor bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT projects_budgetevent_total_minor_check CHECK ((total_minor >= 0))
);

ALTER TABLE public.projects_budgetevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_budgetevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_hold (
    id bigint NOT NULL,
    cause character varying(12) NOT NULL,
    reason text NOT NULL,
    since timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    project_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT hold_has_reason CHECK ((NOT (reason = ''::text)))
);

ALTER TABLE public.projects_hold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_hold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_holdevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    cause character varying(12) NOT NULL,
    reason text NOT NULL,
    since timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    project_id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.projects_holdevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_holdevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_invitation (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    email character varying(254) NOT NULL,
    role character varying(12) NOT NULL,
    token_hash character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    invited_by_id bigint NOT NULL,
    project_id bigint NOT NULL,
    used_by_id bigint,
    CONSTRAINT invitation_used_by_somebody CHECK ((((used_at IS NULL) AND (used_by_id IS NULL)) OR ((used_at IS NOT NULL) AND (used_by_id IS NOT NULL))))
);

ALTER TABLE public.projects_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_invitationevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    email character varying(254) NOT NULL,
    role character varying(12) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    invited_by_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    project_id bigint NOT NULL,
    used_by_id bigint
);

ALTER TABLE public.projects_invitationevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_invitationevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_membership (
    id bigint NOT NULL,
    role character varying(12) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL,
    project_id bigint NOT NULL,
    by_application boolean NOT NULL
);

ALTER TABLE public.projects_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_membershipevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    role character varying(12) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    user_id bigint NOT NULL,
    project_id bigint NOT NULL,
    by_application boolean NOT NULL
);

ALTER TABLE public.projects_membershipevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_membershipevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_pricetier (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    up_to_minutes integer NOT NULL,
    price_minor bigint NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT projects_pricetier_price_minor_check CHECK ((price_minor >= 0)),
    CONSTRAINT projects_pricetier_up_to_minutes_check CHECK ((up_to_minutes >= 0))
);

ALTER TABLE public.projects_pricetier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_pricetier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_pricetierevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    up_to_minutes integer NOT NULL,
    price_minor bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT projects_pricetierevent_price_minor_check CHECK ((price_minor >= 0)),
    CONSTRAINT projects_pricetierevent_up_to_minutes_check CHECK ((up_to_minutes >= 0))
);

ALTER TABLE public.projects_pricetierevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_pricetierevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_project (
    id bigint NOT NULL,
    slug character varying(80) NOT NULL,
    name character varying(200) NOT NULL,
    guidelines text NOT NULL,
    guidelines_version integer NOT NULL,
    state character varying(10) NOT NULL,
    evidence_policy character varying(20) NOT NULL,
    overlap smallint NOT NULL,
    lease_minutes integer NOT NULL,
    price_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    justification_min integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    deadline date,
    gold_percent smallint NOT NULL,
    must_acknowledge boolean NOT NULL,
    overlap_max smallint,
    rubric text NOT NULL,
    sealed boolean NOT NULL,
    CONSTRAINT project_adaptive_overlap_above_first CHECK (((overlap_max IS NULL) OR (overlap_max > overlap))),
    CONSTRAINT project_gold_at_most_half CHECK ((gold_percent <= 50)),
    CONSTRAINT project_iso_currency CHECK (((currency)::text ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT project_lease_positive CHECK ((lease_minutes >= 1)),
    CONSTRAINT project_overlap_positive CHECK ((overlap >= 1)),
    CONSTRAINT projects_project_gold_percent_check CHECK ((gold_percent >= 0)),
    CONSTRAINT projects_project_guidelines_version_check CHECK ((guidelines_version >= 0)),
    CONSTRAINT projects_project_justification_min_check CHECK ((justification_min >= 0)),
    CONSTRAINT projects_project_lease_minutes_check CHECK ((lease_minutes >= 0)),
    CONSTRAINT projects_project_overlap_check CHECK ((overlap >= 0)),
    CONSTRAINT projects_project_overlap_max_check CHECK ((overlap_max >= 0)),
    CONSTRAINT projects_project_price_minor_check CHECK ((price_minor >= 0))
);

ALTER TABLE public.projects_project ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_project_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_projectevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    slug character varying(80) NOT NULL,
    name character varying(200) NOT NULL,
    guidelines text NOT NULL,
    guidelines_version integer NOT NULL,
    state character varying(10) NOT NULL,
    evidence_policy character varying(20) NOT NULL,
    overlap smallint NOT NULL,
    lease_minutes integer NOT NULL,
    price_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    justification_min integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    deadline date,
    gold_percent smallint NOT NULL,
    must_acknowledge boolean NOT NULL,
    overlap_max smallint,
    rubric text NOT NULL,
    sealed boolean NOT NULL,
    CONSTRAINT projects_projectevent_gold_percent_check CHECK ((gold_percent >= 0)),
    CONSTRAINT projects_projectevent_guidelines_version_check CHECK ((guidelines_version >= 0)),
    CONSTRAINT projects_projectevent_justification_min_check CHECK ((justification_min >= 0)),
    CONSTRAINT projects_projectevent_lease_minutes_check CHECK ((lease_minutes >= 0)),
    CONSTRAINT projects_projectevent_overlap_check CHECK ((overlap >= 0)),
    CONSTRAINT projects_projectevent_overlap_max_check CHECK ((overlap_max >= 0)),
    CONSTRAINT projects_projectevent_price_minor_check CHECK ((price_minor >= 0))
);

ALTER TABLE public.projects_projectevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_projectevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_quizattempt (
    id bigint NOT NULL,
    version integer NOT NULL,
    answers jsonb NOT NULL,
    passed boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    project_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT projects_quizattempt_version_check CHECK ((version >= 0))
);

ALTER TABLE public.projects_quizattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_quizattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_quizquestion (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    question character varying(500) NOT NULL,
    options character varying(300)[] NOT NULL,
    "right" smallint NOT NULL,
    reason text NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT projects_quizquestion_position_check CHECK (("position" >= 0)),
    CONSTRAINT projects_quizquestion_right_check CHECK (("right" >= 0)),
    CONSTRAINT quiz_right_is_there CHECK ((
CASE
    WHEN (options IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(options, 1), 0)
END > "right"))
);

ALTER TABLE public.projects_quizquestion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_quizquestion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_quizquestionevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    question character varying(500) NOT NULL,
    options character varying(300)[] NOT NULL,
    "right" smallint NOT NULL,
    reason text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT projects_quizquestionevent_position_check CHECK (("position" >= 0)),
    CONSTRAINT projects_quizquestionevent_right_check CHECK (("right" >= 0))
);

ALTER TABLE public.projects_quizquestionevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_quizquestionevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects_requirements (
    project_id bigint NOT NULL,
    takes_applications boolean NOT NULL,
    decided_by_person boolean NOT NULL,
    retry_days smallint NOT NULL,
    about text NOT NULL,
    languages jsonb NOT NULL,
    all_languages boolean NOT NULL,
    min_years smallint NOT NULL,
    review_years smallint NOT NULL,
    frameworks character varying(30)[] NOT NULL,
    continuous_integration boolean NOT NULL,
    docker boolean NOT NULL,
    english_words smallint NOT NULL,
    hours_per_week smallint NOT NULL,
    offset_from double precision,
    offset_to double precision,
    CONSTRAINT projects_requirements_english_words_check CHECK ((english_words >= 0)),
    CONSTRAINT projects_requirements_hours_per_week_check CHECK ((hours_per_week >= 0)),
    CONSTRAINT projects_requirements_min_years_check CHECK ((min_years >= 0)),
    CONSTRAINT projects_requirements_retry_days_check CHECK ((retry_days >= 0)),
    CONSTRAINT projects_requirements_review_years_check CHECK ((review_years >= 0)),
    CONSTRAINT requirements_offsets_in_order CHECK ((((offset_from IS NULL) AND (offset_to IS NULL)) OR (offset_from <= offset_to)))
);

CREATE TABLE public.projects_requirementsevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    takes_applications boolean NOT NULL,
    decided_by_person boolean NOT NULL,
    retry_days smallint NOT NULL,
    about text NOT NULL,
    languages jsonb NOT NULL,
    all_languages boolean NOT NULL,
    min_years smallint NOT NULL,
    review_years smallint NOT NULL,
    frameworks character varying(30)[] NOT NULL,
    continuous_integration boolean NOT NULL,
    docker boolean NOT NULL,
    english_words smallint NOT NULL,
    hours_per_week smallint NOT NULL,
    offset_from double precision,
    offset_to double precision,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT projects_requirementsevent_english_words_check CHECK ((english_words >= 0)),
    CONSTRAINT projects_requirementsevent_hours_per_week_check CHECK ((hours_per_week >= 0)),
    CONSTRAINT projects_requirementsevent_min_years_check CHECK ((min_years >= 0)),
    CONSTRAINT projects_requirementsevent_retry_days_check CHECK ((retry_days >= 0)),
    CONSTRAINT projects_requirementsevent_review_years_check CHECK ((review_years >= 0))
);

ALTER TABLE public.projects_requirementsevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_requirementsevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_assignment (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    slot smallint NOT NULL,
    state character varying(12) NOT NULL,
    price_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    "order" smallint[] NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    lease_expires_at timestamp with time zone NOT NULL,
    locked_at timestamp with time zone,
    submitted_at timestamp with time zone,
    reviewer_id bigint NOT NULL,
    task_id bigint NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT assignment_slot_positive CHECK ((slot >= 1)),
    CONSTRAINT review_assignment_price_minor_check CHECK ((price_minor >= 0)),
    CONSTRAINT review_assignment_slot_check CHECK ((slot >= 0))
);

ALTER TABLE public.review_assignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_assignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_assignmentevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    slot smallint NOT NULL,
    state character varying(12) NOT NULL,
    price_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    "order" smallint[] NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    lease_expires_at timestamp with time zone NOT NULL,
    locked_at timestamp with time zone,
    submitted_at timestamp with time zone,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    reviewer_id bigint NOT NULL,
    task_id bigint NOT NULL,
    CONSTRAINT review_assignmentevent_price_minor_check CHECK ((price_minor >= 0)),
    CONSTRAINT review_assignmentevent_slot_check CHECK ((slot >= 0))
);

ALTER TABLE public.review_assignmentevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_assignmentevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_decision (
    id bigint NOT NULL,
    accepted boolean NOT NULL,
    reason text NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    decided_by_id bigint NOT NULL,
    review_id bigint NOT NULL,
    CONSTRAINT decision_return_has_reason CHECK ((accepted OR (NOT (reason = ''::text))))
);

ALTER TABLE public.review_decision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_draft (
    assignment_id bigint NOT NULL,
    version integer NOT NULL,
    body jsonb NOT NULL,
    first_pass jsonb,
    active_ms bigint NOT NULL,
    saved_at timestamp with time zone,
    CONSTRAINT review_draft_active_ms_check CHECK ((active_ms >= 0)),
    CONSTRAINT review_draft_version_check CHECK ((version >= 0))
);

CREATE TABLE public.review_liverun (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    letter character varying(1) NOT NULL,
    kind character varying(12) NOT NULL,
    finding_id uuid,
    files text NOT NULL,
    state character varying(8) NOT NULL,
    result jsonb,
    complete jsonb,
    proof character varying(12) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    assignment_id bigint NOT NULL,
    candidate_id bigint,
    output text NOT NULL,
    CONSTRAINT run_about_a_candidate_or_all CHECK ((((candidate_id IS NULL) AND ((kind)::text = 'trial'::text)) OR ((NOT ((kind)::text = 'trial'::text)) AND (candidate_id IS NOT NULL))))
);

ALTER TABLE public.review_liverun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_liverun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_review (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    revision smallint NOT NULL,
    body jsonb NOT NULL,
    first_pass jsonb,
    active_ms bigint NOT NULL,
    idempotency_key character varying(200) NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    locked_at timestamp with time zone,
    submitted_at timestamp with time zone NOT NULL,
    assignment_id bigint NOT NULL,
    CONSTRAINT review_review_active_ms_check CHECK ((active_ms >= 0)),
    CONSTRAINT review_review_revision_check CHECK ((revision >= 0))
);

ALTER TABLE public.review_review ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_reviewfinding (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    path text NOT NULL,
    start_line integer NOT NULL,
    end_line integer NOT NULL,
    aspect character varying(20) NOT NULL,
    category character varying(20) NOT NULL,
    severity character varying(10) NOT NULL,
    cwe integer,
    proof character varying(12) NOT NULL,
    candidate_id bigint NOT NULL,
    review_id bigint NOT NULL,
    CONSTRAINT review_reviewfinding_cwe_check CHECK ((cwe >= 0)),
    CONSTRAINT review_reviewfinding_end_line_check CHECK ((end_line >= 0)),
    CONSTRAINT review_reviewfinding_position_check CHECK (("position" >= 0)),
    CONSTRAINT review_reviewfinding_start_line_check CHECK ((start_line >= 0))
);

ALTER TABLE public.review_reviewfinding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_reviewfinding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_candidate (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    record_id character varying(200) NOT NULL,
    files text NOT NULL,
    content_key character varying(64) NOT NULL,
    evidence_state character varying(10) NOT NULL,
    evidence_problem text NOT NULL,
    task_id bigint NOT NULL,
    CONSTRAINT tasks_candidate_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.tasks_candidate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_candidate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_candidateorigin (
    candidate_id bigint NOT NULL,
    origin jsonb NOT NULL
);

CREATE TABLE public.tasks_collection (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    which character varying(10) NOT NULL,
    language character varying(30) NOT NULL,
    state character varying(10) NOT NULL,
    after integer NOT NULL,
    until integer NOT NULL,
    examined integer NOT NULL,
    failed integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    project_id bigint NOT NULL,
    started_by_id bigint NOT NULL,
    CONSTRAINT collection_done_at_its_end CHECK ((((after = until) AND (finished_at IS NOT NULL) AND ((state)::text = 'done'::text)) OR ((NOT ((state)::text = 'done'::text)) AND (finished_at IS NULL)))),
    CONSTRAINT collection_within_its_end CHECK ((after <= until)),
    CONSTRAINT tasks_collection_after_check CHECK ((after >= 0)),
    CONSTRAINT tasks_collection_examined_check CHECK ((examined >= 0)),
    CONSTRAINT tasks_collection_failed_check CHECK ((failed >= 0)),
    CONSTRAINT tasks_collection_until_check CHECK ((until >= 0))
);

ALTER TABLE public.tasks_collection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_collection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_criticpolicy (
    project_id bigint NOT NULL,
    use character varying(10) NOT NULL
);

CREATE TABLE public.tasks_criticpolicyevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    use character varying(10) NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    project_id bigint NOT NULL
);

ALTER TABLE public.tasks_criticpolicyevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_criticpolicyevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_criticrun (
    id bigint NOT NULL,
    critic character varying(60) NOT NULL,
    version character varying(200) NOT NULL,
    outcome character varying(20) NOT NULL,
    problem text NOT NULL,
    findings integer NOT NULL,
    dropped jsonb NOT NULL,
    mended jsonb NOT NULL,
    requests integer NOT NULL,
    tokens_read bigint,
    tokens_written bigint,
    cost numeric(20,9),
    currency character varying(3) NOT NULL,
    wall_s double precision NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    candidate_id bigint NOT NULL,
    examination_id bigint,
    project_id bigint NOT NULL,
    CONSTRAINT critic_run_has_its_say CHECK ((((examination_id IS NOT NULL) AND ((outcome)::text = ANY (ARRAY[('answered'::character varying)::text, ('cut'::character varying)::text, ('empty'::character varying)::text, ('unreadable'::character varying)::text]))) OR ((examination_id IS NULL) AND ((outcome)::text = ANY (ARRAY[('not-sent'::character varying)::text, ('rate-limited'::character varying)::text, ('failed'::character varying)::text]))))),
    CONSTRAINT tasks_criticrun_findings_check CHECK ((findings >= 0)),
    CONSTRAINT tasks_criticrun_requests_check CHECK ((requests >= 0)),
    CONSTRAINT tasks_criticrun_tokens_read_check CHECK ((tokens_read >= 0)),
    CONSTRAINT tasks_criticrun_tokens_written_check CHECK ((tokens_written >= 0))
);

ALTER TABLE public.tasks_criticrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_criticrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_evidencefinding (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    "position" integer NOT NULL,
    source character varying(100) NOT NULL,
    rule character varying(200) NOT NULL,
    severity character varying(10) NOT NULL,
    record jsonb NOT NULL,
    examination_id bigint NOT NULL,
    CONSTRAINT tasks_evidencefinding_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.tasks_evidencefinding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_evidencefinding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_examination (
    id bigint NOT NULL,
    content_key character varying(64) NOT NULL,
    examiner character varying(20) NOT NULL,
    version character varying(200) NOT NULL,
    run jsonb,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.tasks_examination ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_examination_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_golditem (
    id bigint NOT NULL,
    plant character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    record text NOT NULL,
    title character varying(300) NOT NULL,
    prompt text NOT NULL,
    known jsonb,
    added_at timestamp with time zone NOT NULL,
    added_by_id bigint NOT NULL,
    project_id bigint NOT NULL,
    task_id bigint,
    retired_at timestamp with time zone,
    retired_because character varying(200) NOT NULL,
    CONSTRAINT gold_item_known_once_in CHECK ((((known = 'null'::jsonb) AND (task_id IS NULL)) OR ((known IS NOT NULL) AND (task_id IS NOT NULL)))),
    CONSTRAINT gold_item_retired_for_a_reason CHECK ((((retired_at IS NULL) AND ((retired_because)::text = ''::text)) OR ((retired_at IS NOT NULL) AND (task_id IS NOT NULL) AND (NOT ((retired_because)::text = ''::text)))))
);

ALTER TABLE public.tasks_golditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_golditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_goldrate (
    id bigint NOT NULL,
    percent smallint NOT NULL,
    project_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT gold_rate_at_most_half CHECK ((percent <= 50)),
    CONSTRAINT tasks_goldrate_percent_check CHECK ((percent >= 0))
);

ALTER TABLE public.tasks_goldrate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_goldrate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_mutedrule (
    id bigint NOT NULL,
    source character varying(100) NOT NULL,
    rule character varying(200) NOT NULL,
    muted_at timestamp with time zone NOT NULL,
    muted_by_id bigint NOT NULL,
    project_id bigint NOT NULL
);

ALTER TABLE public.tasks_mutedrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_mutedrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_portion (
    id bigint NOT NULL,
    first integer NOT NULL,
    candidate_ids bigint[] NOT NULL,
    examined integer NOT NULL,
    failed integer NOT NULL,
    job_id bigint,
    attempt integer NOT NULL,
    collection_id bigint NOT NULL,
    CONSTRAINT tasks_portion_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT tasks_portion_examined_check CHECK ((examined >= 0)),
    CONSTRAINT tasks_portion_failed_check CHECK ((failed >= 0)),
    CONSTRAINT tasks_portion_first_check CHECK ((first >= 0))
);

ALTER TABLE public.tasks_portion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_portion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_seencode (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.tasks_seencode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_seencode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_storedrubric (
    key character varying(64) NOT NULL,
    content text NOT NULL
);

CREATE TABLE public.tasks_tally (
    id bigint NOT NULL,
    name character varying(32) NOT NULL,
    change bigint NOT NULL,
    project_id bigint NOT NULL
);

ALTER TABLE public.tasks_tally ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_tally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_task (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    number integer NOT NULL,
    record_id character varying(200) NOT NULL,
    title character varying(300) NOT NULL,
    language character varying(30) NOT NULL,
    aspects character varying(20)[] NOT NULL,
    entry_point text NOT NULL,
    prompt text NOT NULL,
    base_files text NOT NULL,
    visible_tests text NOT NULL,
    tests text NOT NULL,
    reference text NOT NULL,
    source text NOT NULL,
    license text NOT NULL,
    training_allowed boolean NOT NULL,
    price_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    overlap smallint NOT NULL,
    expected_minutes integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    project_id bigint NOT NULL,
    rubric_id character varying(64) NOT NULL,
    filled boolean DEFAULT false NOT NULL,
    CONSTRAINT task_iso_currency CHECK (((currency)::text ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT task_overlap_positive CHECK ((overlap >= 1)),
    CONSTRAINT tasks_task_expected_minutes_check CHECK ((expected_minutes >= 0)),
    CONSTRAINT tasks_task_number_check CHECK ((number >= 0)),
    CONSTRAINT tasks_task_overlap_check CHECK ((overlap >= 0)),
    CONSTRAINT tasks_task_price_minor_check CHECK ((price_minor >= 0))
);

ALTER TABLE public.tasks_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.usersessions_usersession (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ip inet NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    session_key character varying(40) NOT NULL,
    user_agent character varying(200) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usersessions_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_account
    ADD CONSTRAINT account_once UNIQUE NULLS NOT DISTINCT (kind, project_id, reviewer_id, currency);

ALTER TABLE ONLY public.accounts_allowance
    ADD CONSTRAINT accounts_allowance_pkey PRIMARY KEY (subject);

ALTER TABLE ONLY public.accounts_answer
    ADD CONSTRAINT accounts_answer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.accounts_apitokenevent
    ADD CONSTRAINT accounts_apitokenevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.accounts_attempts
    ADD CONSTRAINT accounts_attempts_pkey PRIMARY KEY (cache_key);

ALTER TABLE ONLY public.accounts_profile
    ADD CONSTRAINT accounts_profile_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_email_key UNIQUE (email);

ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_group_id_59c0b32f_uniq UNIQUE (user_id, group_id);

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pseudonym_key UNIQUE (pseudonym);

ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permi_user_id_permission_id_2ab516c2_uniq UNIQUE (user_id, permission_id);

ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects_acknowledgement
    ADD CONSTRAINT acknowledgement_once UNIQUE (project_id, user_id, version);

ALTER TABLE ONLY public.adjudication_appeal
    ADD CONSTRAINT adjudication_appeal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.adjudication_conflict
    ADD CONSTRAINT adjudication_conflict_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.adjudication_conflict
    ADD CONSTRAINT adjudication_conflict_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.adjudication_conflictevent
    ADD CONSTRAINT adjudication_conflictevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.adjudication_knowndefect
    ADD CONSTRAINT adjudication_knowndefect_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.adjudication_ruling
    ADD CONSTRAINT adjudication_ruling_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_answer
    ADD CONSTRAINT answer_once UNIQUE (user_id, key);

ALTER TABLE ONLY public.adjudication_appeal
    ADD CONSTRAINT appeal_once UNIQUE (conflict_id, assignment_id);

ALTER TABLE ONLY public.applications_application
    ADD CONSTRAINT applications_application_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.applications_application
    ADD CONSTRAINT applications_application_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.applications_applicationevent
    ADD CONSTRAINT applications_applicationevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.assessments_answer
    ADD CONSTRAINT assessments_answer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assessments_appeal
    ADD CONSTRAINT assessments_appeal_pkey PRIMARY KEY (attempt_id);

ALTER TABLE ONLY public.assessments_assessment
    ADD CONSTRAINT assessments_assessment_bench_id_key UNIQUE (bench_id);

ALTER TABLE ONLY public.assessments_assessment
    ADD CONSTRAINT assessments_assessment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assessments_assessment
    ADD CONSTRAINT assessments_assessment_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.assessments_assessmentevent
    ADD CONSTRAINT assessments_assessmentevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.assessments_attempt
    ADD CONSTRAINT assessments_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assessments_attempt
    ADD CONSTRAINT assessments_attempt_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.assessments_attemptevent
    ADD CONSTRAINT assessments_attemptevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.assessments_doubt
    ADD CONSTRAINT assessments_doubt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assessments_doubt
    ADD CONSTRAINT assessments_doubt_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.assessments_flag
    ADD CONSTRAINT assessments_flag_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assessments_item
    ADD CONSTRAINT assessments_item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assessments_item
    ADD CONSTRAINT assessments_item_task_id_key UNIQUE (task_id);

ALTER TABLE ONLY public.assessments_itemfigures
    ADD CONSTRAINT assessments_itemfigures_pkey PRIMARY KEY (item_id);

ALTER TABLE ONLY public.assessments_itemgold
    ADD CONSTRAINT assessments_itemgold_pkey PRIMARY KEY (item_id);

ALTER TABLE ONLY public.assessments_judgement
    ADD CONSTRAINT assessments_judgement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assessments_source
    ADD CONSTRAINT assessments_source_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assessments_take
    ADD CONSTRAINT assessments_take_assignment_id_key UNIQUE (assignment_id);

ALTER TABLE ONLY public.assessments_take
    ADD CONSTRAINT assessments_take_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assessments_takegrade
    ADD CONSTRAINT assessments_takegrade_pkey PRIMARY KEY (take_id);

ALTER TABLE ONLY public.assessments_writtenquestion
    ADD CONSTRAINT assessments_writtenquestion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_assignment
    ADD CONSTRAINT assignment_once_per_person UNIQUE (task_id, reviewer_id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_candidate
    ADD CONSTRAINT candidate_position_once UNIQUE (task_id, "position");

ALTER TABLE ONLY public.tasks_candidate
    ADD CONSTRAINT candidate_record_once UNIQUE (task_id, record_id);

ALTER TABLE ONLY public.insight_catch
    ADD CONSTRAINT catch_once UNIQUE (reading_id, defect_id);

ALTER TABLE ONLY public.tasks_seencode
    ADD CONSTRAINT code_seen_once UNIQUE (user_id, digest);

ALTER TABLE ONLY public.adjudication_conflict
    ADD CONSTRAINT conflict_once UNIQUE (task_id, key);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.assessments_doubt
    ADD CONSTRAINT doubt_once UNIQUE (attempt_id, kind, key);

ALTER TABLE ONLY public.tasks_evidencefinding
    ADD CONSTRAINT evidence_finding_once UNIQUE (examination_id, "position");

ALTER TABLE ONLY public.tasks_examination
    ADD CONSTRAINT examination_once UNIQUE (content_key, examiner, version);

ALTER TABLE ONLY public.exchange_export
    ADD CONSTRAINT exchange_export_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_export
    ADD CONSTRAINT exchange_export_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.exchange_exportpiece
    ADD CONSTRAINT exchange_exportpiece_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_import
    ADD CONSTRAINT exchange_import_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_import
    ADD CONSTRAINT exchange_import_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.exchange_importpiece
    ADD CONSTRAINT exchange_importpiece_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_exportpiece
    ADD CONSTRAINT export_piece_once UNIQUE (export_id, file, "position");

ALTER TABLE ONLY public.insight_figures
    ADD CONSTRAINT figures_once UNIQUE (project_id, name);

ALTER TABLE ONLY public.gold_golddoubt
    ADD CONSTRAINT gold_doubt_once UNIQUE (result_id, key);

ALTER TABLE ONLY public.gold_flag
    ADD CONSTRAINT gold_flag_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gold_flag
    ADD CONSTRAINT gold_flag_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.gold_flagevent
    ADD CONSTRAINT gold_flagevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.gold_golddoubt
    ADD CONSTRAINT gold_golddoubt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gold_golddoubt
    ADD CONSTRAINT gold_golddoubt_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.gold_goldpolicy
    ADD CONSTRAINT gold_goldpolicy_pkey PRIMARY KEY (project_id);

ALTER TABLE ONLY public.gold_goldpolicyevent
    ADD CONSTRAINT gold_goldpolicyevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.gold_goldresult
    ADD CONSTRAINT gold_goldresult_pkey PRIMARY KEY (assignment_id);

ALTER TABLE ONLY public.tasks_golditem
    ADD CONSTRAINT gold_item_once UNIQUE (project_id, plant);

ALTER TABLE ONLY public.tasks_goldrate
    ADD CONSTRAINT gold_rate_once UNIQUE (project_id, user_id);

ALTER TABLE ONLY public.hooks_attempt
    ADD CONSTRAINT hooks_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hooks_delivery
    ADD CONSTRAINT hooks_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hooks_delivery
    ADD CONSTRAINT hooks_delivery_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.hooks_event
    ADD CONSTRAINT hooks_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hooks_webhook
    ADD CONSTRAINT hooks_webhook_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hooks_webhook
    ADD CONSTRAINT hooks_webhook_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.hooks_webhookevent
    ADD CONSTRAINT hooks_webhookevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.exchange_importpiece
    ADD CONSTRAINT import_piece_once UNIQUE (parent_id, "position");

ALTER TABLE ONLY public.insight_arrival
    ADD CONSTRAINT insight_arrival_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.insight_candidateconsensus
    ADD CONSTRAINT insight_candidateconsensus_pkey PRIMARY KEY (candidate_id);

ALTER TABLE ONLY public.insight_catch
    ADD CONSTRAINT insight_catch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.insight_evidenceanswer
    ADD CONSTRAINT insight_evidenceanswer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.insight_figures
    ADD CONSTRAINT insight_figures_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.insight_fit
    ADD CONSTRAINT insight_fit_pkey PRIMARY KEY (project_id);

ALTER TABLE ONLY public.insight_reading
    ADD CONSTRAINT insight_reading_pkey PRIMARY KEY (assignment_id);

ALTER TABLE ONLY public.insight_reading
    ADD CONSTRAINT insight_reading_review_id_key UNIQUE (review_id);

ALTER TABLE ONLY public.insight_taskconsensus
    ADD CONSTRAINT insight_taskconsensus_pkey PRIMARY KEY (task_id);

ALTER TABLE ONLY public.assessments_judgement
    ADD CONSTRAINT judgement_once UNIQUE (doubt_id, judge_id);

ALTER TABLE ONLY public.adjudication_knowndefect
    ADD CONSTRAINT known_defect_once UNIQUE (candidate_id, name);

ALTER TABLE ONLY public.ledger_account
    ADD CONSTRAINT ledger_account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_audit
    ADD CONSTRAINT ledger_audit_currency_key UNIQUE (currency);

ALTER TABLE ONLY public.ledger_audit
    ADD CONSTRAINT ledger_audit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_due
    ADD CONSTRAINT ledger_due_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_holding
    ADD CONSTRAINT ledger_holding_pkey PRIMARY KEY (assignment_id);

ALTER TABLE ONLY public.ledger_payoutbatch
    ADD CONSTRAINT ledger_payoutbatch_key_key UNIQUE (key);

ALTER TABLE ONLY public.ledger_payoutbatch
    ADD CONSTRAINT ledger_payoutbatch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_payoutbatch
    ADD CONSTRAINT ledger_payoutbatch_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.ledger_payoutbatchevent
    ADD CONSTRAINT ledger_payoutbatchevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.ledger_payoutline
    ADD CONSTRAINT ledger_payoutline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_payoutlineevent
    ADD CONSTRAINT ledger_payoutlineevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.ledger_projectsum
    ADD CONSTRAINT ledger_projectsum_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_transaction
    ADD CONSTRAINT ledger_transaction_key_key UNIQUE (key);

ALTER TABLE ONLY public.ledger_transaction
    ADD CONSTRAINT ledger_transaction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_turnover
    ADD CONSTRAINT ledger_turnover_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects_membership
    ADD CONSTRAINT membership_once UNIQUE (project_id, user_id);

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_mutedrule
    ADD CONSTRAINT muted_rule_once UNIQUE (project_id, source, rule);

ALTER TABLE ONLY public.operations_intervention
    ADD CONSTRAINT operations_intervention_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.operations_jobfailure
    ADD CONSTRAINT operations_jobfailure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.operations_total
    ADD CONSTRAINT operations_total_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_payoutline
    ADD CONSTRAINT payout_line_once UNIQUE (batch_id, reviewer_id);

ALTER TABLE ONLY public.pghistory_context
    ADD CONSTRAINT pghistory_context_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects_pricetier
    ADD CONSTRAINT price_tier_once UNIQUE (project_id, up_to_minutes);

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_projectsum
    ADD CONSTRAINT project_sum_once UNIQUE (project_id, kind);

ALTER TABLE ONLY public.projects_acknowledgement
    ADD CONSTRAINT projects_acknowledgement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects_budget
    ADD CONSTRAINT projects_budget_pkey PRIMARY KEY (project_id);

ALTER TABLE ONLY public.projects_budgetevent
    ADD CONSTRAINT projects_budgetevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.projects_hold
    ADD CONSTRAINT projects_hold_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects_holdevent
    ADD CONSTRAINT projects_holdevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.projects_invitation
    ADD CONSTRAINT projects_invitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects_invitation
    ADD CONSTRAINT projects_invitation_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.projects_invitation
    ADD CONSTRAINT projects_invitation_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.projects_invitationevent
    ADD CONSTRAINT projects_invitationevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.projects_membership
    ADD CONSTRAINT projects_membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects_membershipevent
    ADD CONSTRAINT projects_membershipevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.projects_pricetier
    ADD CONSTRAINT projects_pricetier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects_pricetierevent
    ADD CONSTRAINT projects_pricetierevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.projects_projectevent
    ADD CONSTRAINT projects_projectevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.projects_quizattempt
    ADD CONSTRAINT projects_quizattempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects_quizquestion
    ADD CONSTRAINT projects_quizquestion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects_quizquestionevent
    ADD CONSTRAINT projects_quizquestionevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.projects_requirements
    ADD CONSTRAINT projects_requirements_pkey PRIMARY KEY (project_id);

ALTER TABLE ONLY public.projects_requirementsevent
    ADD CONSTRAINT projects_requirementsevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.assessments_writtenquestion
    ADD CONSTRAINT question_position_once UNIQUE (assessment_id, "position");

ALTER TABLE ONLY public.projects_quizquestion
    ADD CONSTRAINT quiz_question_position_once UNIQUE (project_id, "position") DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_assignment
    ADD CONSTRAINT review_assignment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_assignment
    ADD CONSTRAINT review_assignment_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.review_assignmentevent
    ADD CONSTRAINT review_assignmentevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.review_decision
    ADD CONSTRAINT review_decision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_decision
    ADD CONSTRAINT review_decision_review_id_key UNIQUE (review_id);

ALTER TABLE ONLY public.review_draft
    ADD CONSTRAINT review_draft_pkey PRIMARY KEY (assignment_id);

ALTER TABLE ONLY public.review_reviewfinding
    ADD CONSTRAINT review_finding_once UNIQUE (review_id, "position");

ALTER TABLE ONLY public.review_liverun
    ADD CONSTRAINT review_liverun_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_liverun
    ADD CONSTRAINT review_liverun_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.review_review
    ADD CONSTRAINT review_request_once UNIQUE (assignment_id, idempotency_key);

ALTER TABLE ONLY public.review_review
    ADD CONSTRAINT review_review_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_review
    ADD CONSTRAINT review_review_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.review_reviewfinding
    ADD CONSTRAINT review_reviewfinding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.adjudication_ruling
    ADD CONSTRAINT ruling_once UNIQUE (conflict_id, round, adjudicator_id);

ALTER TABLE ONLY public.assessments_source
    ADD CONSTRAINT source_once UNIQUE (assessment_id, digest);

ALTER TABLE ONLY public.assessments_take
    ADD CONSTRAINT take_no_second_version UNIQUE (person_id, source_id);

ALTER TABLE ONLY public.assessments_take
    ADD CONSTRAINT take_position_once UNIQUE (attempt_id, "position");

ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT task_number_once UNIQUE (project_id, number);

ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT task_record_once UNIQUE (project_id, record_id);

ALTER TABLE ONLY public.tasks_candidate
    ADD CONSTRAINT tasks_candidate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_candidateorigin
    ADD CONSTRAINT tasks_candidateorigin_pkey PRIMARY KEY (candidate_id);

ALTER TABLE ONLY public.tasks_collection
    ADD CONSTRAINT tasks_collection_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_collection
    ADD CONSTRAINT tasks_collection_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.tasks_criticpolicy
    ADD CONSTRAINT tasks_criticpolicy_pkey PRIMARY KEY (project_id);

ALTER TABLE ONLY public.tasks_criticpolicyevent
    ADD CONSTRAINT tasks_criticpolicyevent_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.tasks_criticrun
    ADD CONSTRAINT tasks_criticrun_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_evidencefinding
    ADD CONSTRAINT tasks_evidencefinding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_evidencefinding
    ADD CONSTRAINT tasks_evidencefinding_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.tasks_examination
    ADD CONSTRAINT tasks_examination_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_golditem
    ADD CONSTRAINT tasks_golditem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_golditem
    ADD CONSTRAINT tasks_golditem_task_id_key UNIQUE (task_id);

ALTER TABLE ONLY public.tasks_goldrate
    ADD CONSTRAINT tasks_goldrate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_mutedrule
    ADD CONSTRAINT tasks_mutedrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_portion
    ADD CONSTRAINT tasks_portion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_seencode
    ADD CONSTRAINT tasks_seencode_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_storedrubric
    ADD CONSTRAINT tasks_storedrubric_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.tasks_tally
    ADD CONSTRAINT tasks_tally_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT tasks_task_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT tasks_task_public_id_key UNIQUE (public_id);

ALTER TABLE ONLY public.operations_total
    ADD CONSTRAINT total_once UNIQUE (name, labels, bucket);

ALTER TABLE ONLY public.ledger_turnover
    ADD CONSTRAINT turnover_once UNIQUE (account_id, cause, day);

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);

ALTER TABLE ONLY public.assessments_answer
    ADD CONSTRAINT written_answer_once UNIQUE (attempt_id, question_id);

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);

CREATE INDEX accounts_allowance_subject_e8ac6686_like ON public.accounts_allowance USING btree (subject varchar_pattern_ops);

CREATE INDEX accounts_answer_made_at_c179247e ON public.accounts_answer USING btree (made_at);

CREATE INDEX accounts_answer_user_id_2a799ec7 ON public.accounts_answer USING btree (user_id);

CREATE INDEX accounts_apitoken_token_hash_32b482d2_like ON public.accounts_apitoken USING btree (token_hash varchar_pattern_ops);

CREATE INDEX accounts_apitoken_user_id_bbee13e0 ON public.accounts_apitoken USING btree (user_id);

CREATE INDEX accounts_apitokenevent_pgh_context_id_841e566d ON public.accounts_apitokenevent USING btree (pgh_context_id);

CREATE INDEX accounts_apitokenevent_pgh_obj_id_5380c876 ON public.accounts_apitokenevent USING btree (pgh_obj_id);

CREATE INDEX accounts_apitokenevent_user_id_73c97b00 ON public.accounts_apitokenevent USING btree (user_id);

CREATE INDEX accounts_attempts_expires ON public.accounts_attempts USING btree (expires);

CREATE INDEX accounts_user_email_b2644a56_like ON public.accounts_user USING btree (email varchar_pattern_ops);

CREATE INDEX accounts_user_groups_group_id_bd11a704 ON public.accounts_user_groups USING btree (group_id);

CREATE INDEX accounts_user_groups_user_id_52b62117 ON public.accounts_user_groups USING btree (user_id);

CREATE INDEX accounts_user_pseudonym_f9cd815b_like ON public.accounts_user USING btree (pseudonym varchar_pattern_ops);

CREATE INDEX accounts_user_user_permissions_permission_id_113bb443 ON public.accounts_user_user_permissions USING btree (permission_id);

CREATE INDEX accounts_user_user_permissions_user_id_e4f0a161 ON public.accounts_user_user_permissions USING btree (user_id);

CREATE INDEX adjudication_appeal_assignment_id_fd1f2519 ON public.adjudication_appeal USING btree (assignment_id);

CREATE INDEX adjudication_appeal_conflict_id_49359575 ON public.adjudication_appeal USING btree (conflict_id);

CREATE INDEX adjudication_conflict_project_id_dadacd4a ON public.adjudication_conflict USING btree (project_id);

CREATE INDEX adjudication_conflict_task_id_bfa7c44f ON public.adjudication_conflict USING btree (task_id);

CREATE INDEX adjudication_conflictevent_pgh_context_id_2a6d9c1d ON public.adjudication_conflictevent USING btree (pgh_context_id);

CREATE INDEX adjudication_conflictevent_pgh_obj_id_a5e172cb ON public.adjudication_conflictevent USING btree (pgh_obj_id);

CREATE INDEX adjudication_conflictevent_project_id_ba68994a ON public.adjudication_conflictevent USING btree (project_id);

CREATE INDEX adjudication_conflictevent_task_id_aa374e28 ON public.adjudication_conflictevent USING btree (task_id);

CREATE INDEX adjudication_knowndefect_candidate_id_76098281 ON public.adjudication_knowndefect USING btree (candidate_id);

CREATE INDEX adjudication_knowndefect_conflict_id_d0babb68 ON public.adjudication_knowndefect USING btree (conflict_id);

CREATE INDEX adjudication_ruling_adjudicator_id_3e70296e ON public.adjudication_ruling USING btree (adjudicator_id);

CREATE INDEX adjudication_ruling_conflict_id_381a923d ON public.adjudication_ruling USING btree (conflict_id);

CREATE INDEX answer_by_rule ON public.insight_evidenceanswer USING btree (project_id, source, rule, id);

CREATE INDEX application_by_person ON public.applications_application USING btree (user_id, applied_at DESC);

CREATE INDEX application_by_project ON public.applications_application USING btree (project_id, changed_at DESC);

CREATE UNIQUE INDEX application_open_once ON public.applications_application USING btree (project_id, user_id) WHERE ((state)::text = ANY (ARRAY[('applied'::character varying)::text, ('assessment'::character varying)::text]));

CREATE INDEX applications_application_decided_by_id_0fbc7e77 ON public.applications_application USING btree (decided_by_id);

CREATE INDEX applications_application_project_id_7ea8ba77 ON public.applications_application USING btree (project_id);

CREATE INDEX applications_application_user_id_5dae3b8c ON public.applications_application USING btree (user_id);

CREATE INDEX applications_applicationevent_decided_by_id_088fed51 ON public.applications_applicationevent USING btree (decided_by_id);

CREATE INDEX applications_applicationevent_pgh_context_id_91d85f93 ON public.applications_applicationevent USING btree (pgh_context_id);

CREATE INDEX applications_applicationevent_pgh_obj_id_176100fc ON public.applications_applicationevent USING btree (pgh_obj_id);

CREATE INDEX applications_applicationevent_project_id_07468459 ON public.applications_applicationevent USING btree (project_id);

CREATE INDEX applications_applicationevent_user_id_d9fe5b7b ON public.applications_applicationevent USING btree (user_id);

CREATE UNIQUE INDEX assessment_one_open ON public.assessments_assessment USING btree (project_id) WHERE ((state)::text = 'open'::text);

CREATE INDEX assessments_answer_attempt_id_5cbaf2d1 ON public.assessments_answer USING btree (attempt_id);

CREATE INDEX assessments_answer_question_id_39d9d14d ON public.assessments_answer USING btree (question_id);

CREATE INDEX assessments_appeal_answered_by_id_1c15e0bd ON public.assessments_appeal USING btree (answered_by_id);

CREATE INDEX assessments_assessment_created_by_id_9baf49f1 ON public.assessments_assessment USING btree (created_by_id);

CREATE INDEX assessments_assessment_project_id_595667c0 ON public.assessments_assessment USING btree (project_id);

CREATE INDEX assessments_assessmentevent_bench_id_a386dc3c ON public.assessments_assessmentevent USING btree (bench_id);

CREATE INDEX assessments_assessmentevent_created_by_id_bb7c6564 ON public.assessments_assessmentevent USING btree (created_by_id);

CREATE INDEX assessments_assessmentevent_pgh_context_id_bd9b0423 ON public.assessments_assessmentevent USING btree (pgh_context_id);

CREATE INDEX assessments_assessmentevent_pgh_obj_id_dbaa6ed6 ON public.assessments_assessmentevent USING btree (pgh_obj_id);

CREATE INDEX assessments_assessmentevent_project_id_9af958e1 ON public.assessments_assessmentevent USING btree (project_id);

CREATE INDEX assessments_attempt_assessment_id_5eb51330 ON public.assessments_attempt USING btree (assessment_id);

CREATE INDEX assessments_attempt_person_id_e6d6c4e7 ON public.assessments_attempt USING btree (person_id);

CREATE INDEX assessments_attemptevent_assessment_id_257a843d ON public.assessments_attemptevent USING btree (assessment_id);

CREATE INDEX assessments_attemptevent_person_id_44abeb24 ON public.assessments_attemptevent USING btree (person_id);

CREATE INDEX assessments_attemptevent_pgh_context_id_42468849 ON public.assessments_attemptevent USING btree (pgh_context_id);

CREATE INDEX assessments_attemptevent_pgh_obj_id_c4f15869 ON public.assessments_attemptevent USING btree (pgh_obj_id);

CREATE INDEX assessments_doubt_answer_id_5573e209 ON public.assessments_doubt USING btree (answer_id);

CREATE INDEX assessments_doubt_attempt_id_317498d7 ON public.assessments_doubt USING btree (attempt_id);

CREATE INDEX assessments_doubt_take_id_48c9e181 ON public.assessments_doubt USING btree (take_id);

CREATE INDEX assessments_flag_assessment_id_9a77b27f ON public.assessments_flag USING btree (assessment_id);

CREATE INDEX assessments_flag_attempt_id_ff8eca48 ON public.assessments_flag USING btree (attempt_id);

CREATE INDEX assessments_flag_person_id_8c73931e ON public.assessments_flag USING btree (person_id);

CREATE INDEX assessments_item_assessment_id_2f899c44 ON public.assessments_item USING btree (assessment_id);

CREATE INDEX assessments_item_source_id_1262bdbe ON public.assessments_item USING btree (source_id);

CREATE INDEX assessments_judgement_doubt_id_c69528de ON public.assessments_judgement USING btree (doubt_id);

CREATE INDEX assessments_judgement_judge_id_8afa347a ON public.assessments_judgement USING btree (judge_id);

CREATE INDEX assessments_source_assessment_id_64188bc6 ON public.assessments_source USING btree (assessment_id);

CREATE INDEX assessments_take_attempt_id_8636eec4 ON public.assessments_take USING btree (attempt_id);

CREATE INDEX assessments_take_item_id_70918a08 ON public.assessments_take USING btree (item_id);

CREATE INDEX assessments_take_person_id_939e8fc6 ON public.assessments_take USING btree (person_id);

CREATE INDEX assessments_take_source_id_a06e7eda ON public.assessments_take USING btree (source_id);

CREATE INDEX assessments_writtenquestion_assessment_id_fd0e5b1d ON public.assessments_writtenquestion USING btree (assessment_id);

CREATE INDEX assignment_by_state ON public.review_assignment USING btree (project_id, state, submitted_at DESC, id DESC) WHERE (submitted_at IS NOT NULL);

CREATE INDEX assignment_newest ON public.review_assignment USING btree (project_id, submitted_at DESC, id DESC) WHERE (submitted_at IS NOT NULL);

CREATE INDEX assignment_of_reviewer ON public.review_assignment USING btree (reviewer_id, id DESC);

CREATE INDEX assignment_open_leases ON public.review_assignment USING btree (lease_expires_at) WHERE ((state)::text = ANY (ARRAY[('first_pass'::character varying)::text, ('second_pass'::character varying)::text, ('returned'::character varying)::text]));

CREATE UNIQUE INDEX assignment_slot_once ON public.review_assignment USING btree (task_id, slot) WHERE (NOT ((state)::text = ANY (ARRAY[('released'::character varying)::text, ('expired'::character varying)::text])));

CREATE UNIQUE INDEX attempt_one_at_a_time ON public.assessments_attempt USING btree (assessment_id, person_id) WHERE ((state)::text = ANY (ARRAY[('ready'::character varying)::text, ('running'::character varying)::text, ('paused'::character varying)::text, ('grading'::character varying)::text]));

CREATE INDEX attempt_running ON public.assessments_attempt USING btree (ends_at) WHERE ((state)::text = 'running'::text);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX candidates_not_examined ON public.tasks_candidate USING btree (task_id) WHERE ((evidence_state)::text = 'failed'::text);

CREATE UNIQUE INDEX collection_one_at_a_time ON public.tasks_collection USING btree (project_id) WHERE ((state)::text = 'running'::text);

CREATE INDEX collections_newest ON public.tasks_collection USING btree (project_id, id DESC);

CREATE INDEX conflict_closed ON public.adjudication_conflict USING btree (project_id, closed_at DESC) WHERE ((state)::text = 'closed'::text);

CREATE INDEX conflict_open ON public.adjudication_conflict USING btree (project_id, task_id) WHERE ((state)::text = 'open'::text);

CREATE INDEX consensus_by_need ON public.insight_taskconsensus USING btree (project_id, need, task_id);

CREATE INDEX critic_runs_by_candidate ON public.tasks_criticrun USING btree (project_id, critic, candidate_id, id DESC);

CREATE INDEX critic_runs_by_time ON public.tasks_criticrun USING btree (project_id, asked_at DESC);

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX doubt_open ON public.assessments_doubt USING btree (opened_at) WHERE (settled_at IS NULL);

CREATE INDEX exchange_ex_project_40b063_idx ON public.exchange_export USING btree (project_id, id DESC);

CREATE INDEX exchange_export_project_id_6b6bd3a0 ON public.exchange_export USING btree (project_id);

CREATE INDEX exchange_export_requested_by_id_a89c3eed ON public.exchange_export USING btree (requested_by_id);

CREATE INDEX exchange_exportpiece_export_id_be5e5bd5 ON public.exchange_exportpiece USING btree (export_id);

CREATE INDEX exchange_im_project_35bf7d_idx ON public.exchange_import USING btree (project_id, id DESC);

CREATE INDEX exchange_import_project_id_2d23cd47 ON public.exchange_import USING btree (project_id);

CREATE INDEX exchange_import_requested_by_id_1bc040c6 ON public.exchange_import USING btree (requested_by_id);

CREATE INDEX exchange_importpiece_parent_id_09f68ef4 ON public.exchange_importpiece USING btree (parent_id);

CREATE INDEX finding_of_candidate ON public.review_reviewfinding USING btree (candidate_id, category, severity);

CREATE INDEX flag_newest ON public.assessments_flag USING btree (assessment_id, at DESC);

CREATE INDEX free_by_age ON public.tasks_task USING btree (project_id, id) WHERE (NOT filled);

CREATE INDEX free_by_language ON public.tasks_task USING btree (project_id, language, id) WHERE (NOT filled);

CREATE INDEX free_by_number ON public.tasks_task USING btree (project_id, number) WHERE (NOT filled);

CREATE INDEX free_by_pay ON public.tasks_task USING btree (project_id, price_minor DESC, id, language) WHERE (NOT filled);

CREATE INDEX free_by_time ON public.tasks_task USING btree (project_id, expected_minutes, id, language) WHERE (NOT filled);

CREATE INDEX gold_doubts_open ON public.gold_golddoubt USING btree (result_id) WHERE ((value)::text = ''::text);

CREATE INDEX gold_flag_closed_by_id_28cd9424 ON public.gold_flag USING btree (closed_by_id);

CREATE UNIQUE INDEX gold_flag_open_once ON public.gold_flag USING btree (project_id, user_id) WHERE ((state)::text = 'open'::text);

CREATE INDEX gold_flag_project_id_a583aad6 ON public.gold_flag USING btree (project_id);

CREATE INDEX gold_flag_user_id_101bf797 ON public.gold_flag USING btree (user_id);

CREATE INDEX gold_flagevent_closed_by_id_c5eb07bc ON public.gold_flagevent USING btree (closed_by_id);

CREATE INDEX gold_flagevent_pgh_context_id_4eb8572b ON public.gold_flagevent USING btree (pgh_context_id);

CREATE INDEX gold_flagevent_pgh_obj_id_12d1a792 ON public.gold_flagevent USING btree (pgh_obj_id);

CREATE INDEX gold_flagevent_project_id_b3bbdcb9 ON public.gold_flagevent USING btree (project_id);

CREATE INDEX gold_flagevent_user_id_b0dad0fc ON public.gold_flagevent USING btree (user_id);

CREATE INDEX gold_flags_newest ON public.gold_flag USING btree (project_id, raised_at DESC);

CREATE INDEX gold_golddoubt_settled_by_id_de51d0c0 ON public.gold_golddoubt USING btree (settled_by_id);

CREATE INDEX gold_goldpolicyevent_pgh_context_id_0a1c8d3b ON public.gold_goldpolicyevent USING btree (pgh_context_id);

CREATE INDEX gold_goldpolicyevent_pgh_obj_id_24859cda ON public.gold_goldpolicyevent USING btree (pgh_obj_id);

CREATE INDEX gold_goldpolicyevent_project_id_c3c8acae ON public.gold_goldpolicyevent USING btree (project_id);

CREATE INDEX gold_goldresult_item_id_f308955f ON public.gold_goldresult USING btree (item_id);

CREATE INDEX gold_items_waiting ON public.tasks_golditem USING btree (project_id) WHERE (task_id IS NULL);

CREATE INDEX gold_results_in_time ON public.gold_goldresult USING btree (project_id, user_id, submitted_at);

CREATE INDEX grades_to_be_made_again ON public.assessments_takegrade USING btree (take_id) WHERE outdated;

CREATE UNIQUE INDEX hold_once ON public.projects_hold USING btree (project_id, user_id, cause) WHERE (lifted_at IS NULL);

CREATE INDEX hooks_attempt_delivery_id_0a5c6b23 ON public.hooks_attempt USING btree (delivery_id);

CREATE INDEX hooks_deliv_made_at_9584f1_idx ON public.hooks_delivery USING btree (made_at);

CREATE INDEX hooks_deliv_webhook_a0b0e9_idx ON public.hooks_delivery USING btree (webhook_id, id DESC);

CREATE INDEX hooks_delivery_webhook_id_618cfa40 ON public.hooks_delivery USING btree (webhook_id);

CREATE INDEX hooks_webhook_made_by_id_92e77a3c ON public.hooks_webhook USING btree (made_by_id);

CREATE INDEX hooks_webhook_project_id_6528f117 ON public.hooks_webhook USING btree (project_id);

CREATE INDEX hooks_webhookevent_made_by_id_197035d4 ON public.hooks_webhookevent USING btree (made_by_id);

CREATE INDEX hooks_webhookevent_pgh_context_id_85a95f17 ON public.hooks_webhookevent USING btree (pgh_context_id);

CREATE INDEX hooks_webhookevent_pgh_obj_id_e9e47f56 ON public.hooks_webhookevent USING btree (pgh_obj_id);

CREATE INDEX hooks_webhookevent_project_id_4f80739e ON public.hooks_webhookevent USING btree (project_id);

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);

CREATE INDEX insight_candidateconsensus_task_id_3bb776b7 ON public.insight_candidateconsensus USING btree (task_id);

CREATE INDEX insight_catch_defect_id_601429e9 ON public.insight_catch USING btree (defect_id);

CREATE INDEX insight_catch_reading_id_45e90df8 ON public.insight_catch USING btree (reading_id);

CREATE INDEX insight_evidenceanswer_reading_id_0640da4e ON public.insight_evidenceanswer USING btree (reading_id);

CREATE INDEX insight_figures_project_id_b50d9df3 ON public.insight_figures USING btree (project_id);

CREATE INDEX insight_reading_task_id_c75ff65d ON public.insight_reading USING btree (task_id);

CREATE INDEX ledger_account_project_id_a4ea95d7 ON public.ledger_account USING btree (project_id);

CREATE INDEX ledger_account_reviewer_id_e10a7634 ON public.ledger_account USING btree (reviewer_id);

CREATE INDEX ledger_audit_currency_000dd1b6_like ON public.ledger_audit USING btree (currency varchar_pattern_ops);

CREATE INDEX ledger_entry_account_id_e9f5e345 ON public.ledger_entry USING btree (account_id);

CREATE INDEX ledger_entry_transaction_id_c459e7a1 ON public.ledger_entry USING btree (transaction_id);

CREATE INDEX ledger_payoutbatch_key_c05baba5_like ON public.ledger_payoutbatch USING btree (key varchar_pattern_ops);

CREATE INDEX ledger_payoutbatch_made_by_id_4c9dcffa ON public.ledger_payoutbatch USING btree (made_by_id);

CREATE INDEX ledger_payoutbatchevent_made_by_id_36007abc ON public.ledger_payoutbatchevent USING btree (made_by_id);

CREATE INDEX ledger_payoutbatchevent_pgh_context_id_ef868ef4 ON public.ledger_payoutbatchevent USING btree (pgh_context_id);

CREATE INDEX ledger_payoutbatchevent_pgh_obj_id_ca6c5731 ON public.ledger_payoutbatchevent USING btree (pgh_obj_id);

CREATE INDEX ledger_payoutline_batch_id_3b0266f2 ON public.ledger_payoutline USING btree (batch_id);

CREATE INDEX ledger_payoutline_reviewer_id_7a20a536 ON public.ledger_payoutline USING btree (reviewer_id);

CREATE INDEX ledger_payoutlineevent_batch_id_27d81696 ON public.ledger_payoutlineevent USING btree (batch_id);

CREATE INDEX ledger_payoutlineevent_pgh_context_id_f93422af ON public.ledger_payoutlineevent USING btree (pgh_context_id);

CREATE INDEX ledger_payoutlineevent_pgh_obj_id_0277d317 ON public.ledger_payoutlineevent USING btree (pgh_obj_id);

CREATE INDEX ledger_payoutlineevent_reviewer_id_c18d82b1 ON public.ledger_payoutlineevent USING btree (reviewer_id);

CREATE INDEX ledger_tran_project_533cbe_idx ON public.ledger_transaction USING btree (project_id, cause);

CREATE INDEX ledger_tran_reviewe_8031d7_idx ON public.ledger_transaction USING btree (reviewer_id, cause, at);

CREATE INDEX ledger_transaction_assignment_id_d75908bc ON public.ledger_transaction USING btree (assignment_id);

CREATE INDEX ledger_transaction_key_70016b4e_like ON public.ledger_transaction USING btree (key varchar_pattern_ops);

CREATE INDEX ledger_transaction_made_by_id_c9ad2fc5 ON public.ledger_transaction USING btree (made_by_id);

CREATE INDEX ledger_transaction_project_id_a3011f63 ON public.ledger_transaction USING btree (project_id);

CREATE INDEX ledger_transaction_reviewer_id_5cb9ec9d ON public.ledger_transaction USING btree (reviewer_id);

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);

CREATE INDEX operations__at_86c1a1_idx ON public.operations_jobfailure USING btree (at);

CREATE INDEX operations_intervention_who_id_807f2b19 ON public.operations_intervention USING btree (who_id);

CREATE INDEX operations_jobfailure_job_id_6c19995c ON public.operations_jobfailure USING btree (job_id);

CREATE INDEX origin_model ON public.tasks_candidateorigin USING btree (COALESCE((origin ->> 'model'::text), ''::text), candidate_id);

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);

CREATE INDEX projects_acknowledgement_project_id_47a27336 ON public.projects_acknowledgement USING btree (project_id);

CREATE INDEX projects_acknowledgement_user_id_d7594891 ON public.projects_acknowledgement USING btree (user_id);

CREATE INDEX projects_budgetevent_pgh_context_id_f5170b90 ON public.projects_budgetevent USING btree (pgh_context_id);

CREATE INDEX projects_budgetevent_pgh_obj_id_ba044fa3 ON public.projects_budgetevent USING btree (pgh_obj_id);

CREATE INDEX projects_budgetevent_project_id_a4af557f ON public.projects_budgetevent USING btree (project_id);

CREATE INDEX projects_hold_project_id_f65d1adf ON public.projects_hold USING btree (project_id);

CREATE INDEX projects_hold_user_id_8993cd92 ON public.projects_hold USING btree (user_id);

CREATE INDEX projects_holdevent_pgh_context_id_43b14fae ON public.projects_holdevent USING btree (pgh_context_id);

CREATE INDEX projects_holdevent_pgh_obj_id_3d0c6577 ON public.projects_holdevent USING btree (pgh_obj_id);

CREATE INDEX projects_holdevent_project_id_66f1843b ON public.projects_holdevent USING btree (project_id);

CREATE INDEX projects_holdevent_user_id_27a62de2 ON public.projects_holdevent USING btree (user_id);

CREATE INDEX projects_invitation_invited_by_id_0764808d ON public.projects_invitation USING btree (invited_by_id);

CREATE INDEX projects_invitation_project_id_344791e0 ON public.projects_invitation USING btree (project_id);

CREATE INDEX projects_invitation_token_hash_719926dc_like ON public.projects_invitation USING btree (token_hash varchar_pattern_ops);

CREATE INDEX projects_invitation_used_by_id_7196c644 ON public.projects_invitation USING btree (used_by_id);

CREATE INDEX projects_invitationevent_invited_by_id_84fc328d ON public.projects_invitationevent USING btree (invited_by_id);

CREATE INDEX projects_invitationevent_pgh_context_id_ffc12d24 ON public.projects_invitationevent USING btree (pgh_context_id);

CREATE INDEX projects_invitationevent_pgh_obj_id_ce4aba5c ON public.projects_invitationevent USING btree (pgh_obj_id);

CREATE INDEX projects_invitationevent_project_id_54b144a5 ON public.projects_invitationevent USING btree (project_id);

CREATE INDEX projects_invitationevent_used_by_id_f5de0c94 ON public.projects_invitationevent USING btree (used_by_id);

CREATE INDEX projects_me_user_id_938956_idx ON public.projects_membership USING btree (user_id, role);

CREATE INDEX projects_membership_project_id_5f65bf3f ON public.projects_membership USING btree (project_id);

CREATE INDEX projects_membership_user_id_13374535 ON public.projects_membership USING btree (user_id);

CREATE INDEX projects_membershipevent_pgh_context_id_15d7062c ON public.projects_membershipevent USING btree (pgh_context_id);

CREATE INDEX projects_membershipevent_pgh_obj_id_500e8264 ON public.projects_membershipevent USING btree (pgh_obj_id);

CREATE INDEX projects_membershipevent_project_id_0610bed3 ON public.projects_membershipevent USING btree (project_id);

CREATE INDEX projects_membershipevent_user_id_d667409c ON public.projects_membershipevent USING btree (user_id);

CREATE INDEX projects_pricetier_project_id_34ef528f ON public.projects_pricetier USING btree (project_id);

CREATE INDEX projects_pricetierevent_pgh_context_id_b03db3e9 ON public.projects_pricetierevent USING btree (pgh_context_id);

CREATE INDEX projects_pricetierevent_pgh_obj_id_19d3bbde ON public.projects_pricetierevent USING btree (pgh_obj_id);

CREATE INDEX projects_pricetierevent_project_id_7a34fb1b ON public.projects_pricetierevent USING btree (project_id);

CREATE INDEX projects_project_slug_2d50067a_like ON public.projects_project USING btree (slug varchar_pattern_ops);

CREATE INDEX projects_projectevent_pgh_context_id_1140a216 ON public.projects_projectevent USING btree (pgh_context_id);

CREATE INDEX projects_projectevent_pgh_obj_id_3ab9c57d ON public.projects_projectevent USING btree (pgh_obj_id);

CREATE INDEX projects_qu_project_672405_idx ON public.projects_quizattempt USING btree (project_id, made_at DESC);

CREATE INDEX projects_quizattempt_project_id_d363dd13 ON public.projects_quizattempt USING btree (project_id);

CREATE INDEX projects_quizattempt_user_id_194fb3a2 ON public.projects_quizattempt USING btree (user_id);

CREATE INDEX projects_quizquestion_project_id_6b70ccd1 ON public.projects_quizquestion USING btree (project_id);

CREATE INDEX projects_quizquestionevent_pgh_context_id_feec6387 ON public.projects_quizquestionevent USING btree (pgh_context_id);

CREATE INDEX projects_quizquestionevent_pgh_obj_id_4adaa7a2 ON public.projects_quizquestionevent USING btree (pgh_obj_id);

CREATE INDEX projects_quizquestionevent_project_id_72e18b79 ON public.projects_quizquestionevent USING btree (project_id);

CREATE INDEX projects_requirementsevent_pgh_context_id_3ac33674 ON public.projects_requirementsevent USING btree (pgh_context_id);

CREATE INDEX projects_requirementsevent_pgh_obj_id_8c89d95c ON public.projects_requirementsevent USING btree (pgh_obj_id);

CREATE INDEX projects_requirementsevent_project_id_519ae19c ON public.projects_requirementsevent USING btree (project_id);

CREATE INDEX reading_by_reviewer ON public.insight_reading USING btree (project_id, reviewer_id, submitted_at DESC);

CREATE INDEX reading_by_time ON public.insight_reading USING btree (project_id, submitted_at DESC);

CREATE INDEX review_assi_reviewe_27ea6d_idx ON public.review_assignment USING btree (reviewer_id, state);

CREATE INDEX review_assignmentevent_pgh_context_id_8db74f13 ON public.review_assignmentevent USING btree (pgh_context_id);

CREATE INDEX review_assignmentevent_pgh_obj_id_6989bb6c ON public.review_assignmentevent USING btree (pgh_obj_id);

CREATE INDEX review_assignmentevent_reviewer_id_b1ae9b10 ON public.review_assignmentevent USING btree (reviewer_id);

CREATE INDEX review_assignmentevent_task_id_a4ece089 ON public.review_assignmentevent USING btree (task_id);

CREATE INDEX review_decision_decided_by_id_7f01bcee ON public.review_decision USING btree (decided_by_id);

CREATE INDEX review_live_assignm_fb7469_idx ON public.review_liverun USING btree (assignment_id, id DESC);

CREATE INDEX review_liverun_assignment_id_f7dc68f1 ON public.review_liverun USING btree (assignment_id);

CREATE INDEX review_liverun_candidate_id_5cef56e2 ON public.review_liverun USING btree (candidate_id);

CREATE INDEX review_review_assignment_id_ed95986e ON public.review_review USING btree (assignment_id);

CREATE INDEX review_reviewfinding_review_id_48acc138 ON public.review_reviewfinding USING btree (review_id);

CREATE UNIQUE INDEX review_revision_once ON public.review_review USING btree (assignment_id, revision) INCLUDE (active_ms);

CREATE INDEX tasks_candi_content_9744e7_idx ON public.tasks_candidate USING btree (content_key);

CREATE INDEX tasks_collection_started_by_id_e733db80 ON public.tasks_collection USING btree (started_by_id);

CREATE INDEX tasks_criticpolicyevent_pgh_context_id_1697b25c ON public.tasks_criticpolicyevent USING btree (pgh_context_id);

CREATE INDEX tasks_criticpolicyevent_pgh_obj_id_29290f4c ON public.tasks_criticpolicyevent USING btree (pgh_obj_id);

CREATE INDEX tasks_criticpolicyevent_project_id_773b4d74 ON public.tasks_criticpolicyevent USING btree (project_id);

CREATE INDEX tasks_criticrun_candidate_id_23ed902f ON public.tasks_criticrun USING btree (candidate_id);

CREATE INDEX tasks_criticrun_examination_id_1fafa4b6 ON public.tasks_criticrun USING btree (examination_id);

CREATE INDEX tasks_evide_source_e861f0_idx ON public.tasks_evidencefinding USING btree (source, rule);

CREATE INDEX tasks_evidencefinding_examination_id_a86b1663 ON public.tasks_evidencefinding USING btree (examination_id);

CREATE INDEX tasks_golditem_added_by_id_7db7b169 ON public.tasks_golditem USING btree (added_by_id);

CREATE INDEX tasks_golditem_project_id_e92e1b35 ON public.tasks_golditem USING btree (project_id);

CREATE INDEX tasks_goldrate_project_id_7002ca95 ON public.tasks_goldrate USING btree (project_id);

CREATE INDEX tasks_goldrate_user_id_b2586fa3 ON public.tasks_goldrate USING btree (user_id);

CREATE INDEX tasks_mutedrule_muted_by_id_0d4bb541 ON public.tasks_mutedrule USING btree (muted_by_id);

CREATE INDEX tasks_mutedrule_project_id_abb942bd ON public.tasks_mutedrule USING btree (project_id);

CREATE INDEX tasks_portion_collection_id_7c9ea5b7 ON public.tasks_portion USING btree (collection_id);

CREATE INDEX tasks_seencode_user_id_526e81b0 ON public.tasks_seencode USING btree (user_id);

CREATE INDEX tasks_storedrubric_key_41b2c9fa_like ON public.tasks_storedrubric USING btree (key varchar_pattern_ops);

CREATE INDEX tasks_tally_project_id_581ae66d ON public.tasks_tally USING btree (project_id);

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY (ARRAY[('totp'::character varying)::text, ('recovery_codes'::character varying)::text]));

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;

CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON public.usersessions_usersession USING btree (session_key varchar_pattern_ops);

CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON public.usersessions_usersession USING btree (user_id);

CREATE TRIGGER pgtrigger_added_to_balances_31ca2 AFTER INSERT ON public.ledger_entry REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_added_to_balances_31ca2();

COMMENT ON TRIGGER pgtrigger_added_to_balances_31ca2 ON public.ledger_entry IS '3ee1cc55876fa901163b6b78168ec5243c3566de';

CREATE TRIGGER pgtrigger_answered_once_27864 BEFORE UPDATE ON public.assessments_appeal FOR EACH ROW WHEN ((old.upheld IS NOT NULL)) EXECUTE FUNCTION public.pgtrigger_answered_once_27864();

COMMENT ON TRIGGER pgtrigger_answered_once_27864 ON public.assessments_appeal IS '8f2efa587ddd604e6677cd678e5976b4f2a6be12';

CREATE TRIGGER pgtrigger_append_only_1751e BEFORE DELETE OR UPDATE ON public.assessments_attemptevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_1751e();

COMMENT ON TRIGGER pgtrigger_append_only_1751e ON public.assessments_attemptevent IS 'ae3f63e5d3dfc584f11722cab7d517142609a962';

CREATE TRIGGER pgtrigger_append_only_19df1 BEFORE DELETE OR UPDATE ON public.assessments_assessmentevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_19df1();

COMMENT ON TRIGGER pgtrigger_append_only_19df1 ON public.assessments_assessmentevent IS 'e05c01508b64a6a9dea39530a40e56b4fa781bf9';

CREATE TRIGGER pgtrigger_append_only_26c7c BEFORE DELETE OR UPDATE ON public.tasks_criticpolicyevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_26c7c();

COMMENT ON TRIGGER pgtrigger_append_only_26c7c ON public.tasks_criticpolicyevent IS '9881f679869b42a7884daa7b50ebd9e52b635042';

CREATE TRIGGER pgtrigger_append_only_42e9c BEFORE DELETE OR UPDATE ON public.projects_quizquestionevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_42e9c();

COMMENT ON TRIGGER pgtrigger_append_only_42e9c ON public.projects_quizquestionevent IS '1f2e6ec94b6952c524575a13ce8397c7e1c51587';

CREATE TRIGGER pgtrigger_append_only_4f572 BEFORE DELETE OR UPDATE ON public.applications_applicationevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_4f572();

COMMENT ON TRIGGER pgtrigger_append_only_4f572 ON public.applications_applicationevent IS '630c1c333f6d410f309a87e3bbbc3af261f9a94f';

CREATE TRIGGER pgtrigger_append_only_4fc10 BEFORE DELETE OR UPDATE ON public.operations_intervention FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_4fc10();

COMMENT ON TRIGGER pgtrigger_append_only_4fc10 ON public.operations_intervention IS '71bda7dc52796f3bafb2f53faa0a5c445bdb6b8a';

CREATE TRIGGER pgtrigger_append_only_520f5 BEFORE DELETE OR UPDATE ON public.hooks_webhookevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_520f5();

COMMENT ON TRIGGER pgtrigger_append_only_520f5 ON public.hooks_webhookevent IS '64641b8912824a0bc02234fe8e1ce61361706182';

CREATE TRIGGER pgtrigger_append_only_91607 BEFORE DELETE OR UPDATE ON public.projects_invitationevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_91607();

COMMENT ON TRIGGER pgtrigger_append_only_91607 ON public.projects_invitationevent IS 'bf2cc1b1b9c920acbb1339ba6eaf07d9d70b8d50';

CREATE TRIGGER pgtrigger_append_only_9bf3a BEFORE DELETE OR UPDATE ON public.projects_membershipevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_9bf3a();

COMMENT ON TRIGGER pgtrigger_append_only_9bf3a ON public.projects_membershipevent IS '38eebf03a42e0e0942f4c63ae959ddb79f33e224';

CREATE TRIGGER pgtrigger_append_only_a891b BEFORE DELETE OR UPDATE ON public.projects_budgetevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_a891b();

COMMENT ON TRIGGER pgtrigger_append_only_a891b ON public.projects_budgetevent IS 'b6ee855dd11b64d714e276cbf8882ccb9b143a91';

CREATE TRIGGER pgtrigger_append_only_af900 BEFORE DELETE OR UPDATE ON public.ledger_entry FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_af900();

COMMENT ON TRIGGER pgtrigger_append_only_af900 ON public.ledger_entry IS 'bd80cdea55986d8dc4a873a0796f1dd071e72f1d';

CREATE TRIGGER pgtrigger_append_only_ba00c BEFORE DELETE OR UPDATE ON public.projects_pricetierevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_ba00c();

COMMENT ON TRIGGER pgtrigger_append_only_ba00c ON public.projects_pricetierevent IS 'a59e5158b17b414b1b14778f7b2e8ac0b4648d1b';

CREATE TRIGGER pgtrigger_append_only_bce67 BEFORE DELETE OR UPDATE ON public.projects_projectevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_bce67();

COMMENT ON TRIGGER pgtrigger_append_only_bce67 ON public.projects_projectevent IS '1e539f9fdce38ce92bafc8b1e4a452e7eeeec59d';

CREATE TRIGGER pgtrigger_append_only_d75d5 BEFORE DELETE OR UPDATE ON public.ledger_transaction FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_d75d5();

COMMENT ON TRIGGER pgtrigger_append_only_d75d5 ON public.ledger_transaction IS 'bd4c0e5ce9c8764f30f711e037ad19e8262e827b';

CREATE TRIGGER pgtrigger_append_only_d8867 BEFORE DELETE OR UPDATE ON public.gold_flagevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_d8867();

COMMENT ON TRIGGER pgtrigger_append_only_d8867 ON public.gold_flagevent IS '9025ee2affe30fd26c7580f511835fcd43de4dce';

CREATE TRIGGER pgtrigger_append_only_dd4a9 BEFORE DELETE OR UPDATE ON public.projects_requirementsevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_dd4a9();

COMMENT ON TRIGGER pgtrigger_append_only_dd4a9 ON public.projects_requirementsevent IS '291f526869b090ac2dfb8cf382feb7dfd4f4cf4f';

CREATE TRIGGER pgtrigger_append_only_e1bf4 BEFORE DELETE OR UPDATE ON public.gold_goldpolicyevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_e1bf4();

COMMENT ON TRIGGER pgtrigger_append_only_e1bf4 ON public.gold_goldpolicyevent IS '5ec86f91093706ff99dd9eafad1f0e1ce9a89087';

CREATE TRIGGER pgtrigger_append_only_e3b9e BEFORE DELETE OR UPDATE ON public.projects_holdevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_e3b9e();

COMMENT ON TRIGGER pgtrigger_append_only_e3b9e ON public.projects_holdevent IS 'cb84d6e0ad43ca53059d8c4551b546ac50ae5a85';

CREATE TRIGGER pgtrigger_append_only_f6ae5 BEFORE DELETE OR UPDATE ON public.accounts_apitokenevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_f6ae5();

COMMENT ON TRIGGER pgtrigger_append_only_f6ae5 ON public.accounts_apitokenevent IS 'bc095a3000ebe7169f0e579188212d997c91f15c';

CREATE TRIGGER pgtrigger_as_its_task_is_cefd0 BEFORE INSERT ON public.review_assignment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_as_its_task_is_cefd0();

COMMENT ON TRIGGER pgtrigger_as_its_task_is_cefd0 ON public.review_assignment IS '85d1be796101aba1c04c6a002a8d605a0eeb1806';

CREATE CONSTRAINT TRIGGER pgtrigger_balanced_ea973 AFTER INSERT ON public.ledger_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_balanced_ea973();

COMMENT ON TRIGGER pgtrigger_balanced_ea973 ON public.ledger_entry IS 'b8786c3c19543ec0be28919fee3996feb0dd4dee';

CREATE TRIGGER pgtrigger_changed_by_entries_only_07297 BEFORE UPDATE ON public.ledger_account FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_changed_by_entries_only_07297();

COMMENT ON TRIGGER pgtrigger_changed_by_entries_only_07297 ON public.ledger_account IS 'fa22cfab2b7be388150fa82d1f807a6ceb244889';

CREATE TRIGGER pgtrigger_changed_by_entries_only_aad58 BEFORE INSERT OR DELETE OR UPDATE ON public.ledger_turnover FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_changed_by_entries_only_aad58();

COMMENT ON TRIGGER pgtrigger_changed_by_entries_only_aad58 ON public.ledger_turnover IS '2b24c7abccdf21e667f404bed1fe14139a7369f9';

CREATE TRIGGER pgtrigger_changed_by_entries_only_c58ad BEFORE INSERT OR DELETE OR UPDATE ON public.ledger_projectsum FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_changed_by_entries_only_c58ad();

COMMENT ON TRIGGER pgtrigger_changed_by_entries_only_c58ad ON public.ledger_projectsum IS '396067854328bebc1ce898906ef33c587bce40c4';

CREATE TRIGGER pgtrigger_closed_stays_aed7b BEFORE UPDATE ON public.projects_project FOR EACH ROW WHEN ((((new.state)::text IS DISTINCT FROM 'closed'::text) AND ((old.state)::text = 'closed'::text))) EXECUTE FUNCTION public.pgtrigger_closed_stays_aed7b();

COMMENT ON TRIGGER pgtrigger_closed_stays_aed7b ON public.projects_project IS '3a83550f466149429a7491244d36ff3ade767250';

CREATE TRIGGER pgtrigger_commits_the_budget_651d1 AFTER INSERT OR DELETE OR UPDATE OF state, price_minor ON public.review_assignment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_commits_the_budget_651d1();

COMMENT ON TRIGGER pgtrigger_commits_the_budget_651d1 ON public.review_assignment IS 'c253ad4ec227ba16db8f12dfd220626c3b52c7a9';

CREATE TRIGGER pgtrigger_counts_what_is_committed_70ecd BEFORE UPDATE ON public.projects_budget FOR EACH ROW WHEN (((old.total_minor IS NULL) AND (new.total_minor IS NOT NULL))) EXECUTE FUNCTION public.pgtrigger_counts_what_is_committed_70ecd();

COMMENT ON TRIGGER pgtrigger_counts_what_is_committed_70ecd ON public.projects_budget IS '1c46839e5a1cefba9586fd33b21e70ce119f1a2a';

CREATE TRIGGER pgtrigger_currency_stays_208d0 BEFORE UPDATE ON public.projects_project FOR EACH ROW WHEN (((old.currency)::text IS DISTINCT FROM (new.currency)::text)) EXECUTE FUNCTION public.pgtrigger_currency_stays_208d0();

COMMENT ON TRIGGER pgtrigger_currency_stays_208d0 ON public.projects_project IS '49bcab77aa91f39adb9414f4247da782ccab018a';

CREATE TRIGGER pgtrigger_delete_delete_051e6 AFTER DELETE ON public.projects_quizquestion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_051e6();

COMMENT ON TRIGGER pgtrigger_delete_delete_051e6 ON public.projects_quizquestion IS '6f6a4df5b12c2c8a8e82082b7d31bb495e69af2a';

CREATE TRIGGER pgtrigger_delete_delete_41b29 AFTER DELETE ON public.projects_pricetier FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_41b29();

COMMENT ON TRIGGER pgtrigger_delete_delete_41b29 ON public.projects_pricetier IS '51f235d9257c8cb02e7e2ca61f62075c58b3b521';

CREATE TRIGGER pgtrigger_delete_delete_b94bb AFTER DELETE ON public.hooks_webhook FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_b94bb();

COMMENT ON TRIGGER pgtrigger_delete_delete_b94bb ON public.hooks_webhook IS '1a31df54a91a30c9b2b7858b0ba879a212aa1bfe';

CREATE TRIGGER pgtrigger_delete_delete_fd488 AFTER DELETE ON public.projects_membership FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_fd488();

COMMENT ON TRIGGER pgtrigger_delete_delete_fd488 ON public.projects_membership IS 'ddfe24e5adc86e401d932ba6d07107a8726c443b';

CREATE TRIGGER pgtrigger_falls_due_7a83b AFTER INSERT OR UPDATE OF state, price_minor ON public.review_assignment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_falls_due_7a83b();

COMMENT ON TRIGGER pgtrigger_falls_due_7a83b ON public.review_assignment IS '4738ea134ddad9f851731268116dc74ea68b052e';

CREATE TRIGGER pgtrigger_filled_as_wanted_db21b BEFORE UPDATE OF overlap ON public.tasks_task FOR EACH ROW WHEN ((old.overlap IS DISTINCT FROM new.overlap)) EXECUTE FUNCTION public.pgtrigger_filled_as_wanted_db21b();

COMMENT ON TRIGGER pgtrigger_filled_as_wanted_db21b ON public.tasks_task IS 'dbaec2c42747cff4b9ace33c997270d4ec99847b';

CREATE TRIGGER pgtrigger_filled_dba1e AFTER INSERT OR DELETE OR UPDATE OF state ON public.review_assignment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_filled_dba1e();

COMMENT ON TRIGGER pgtrigger_filled_dba1e ON public.review_assignment IS '257114301d4d5fbb90d77c0ef2734d87ab51f068';

CREATE TRIGGER pgtrigger_for_good_3dd3d BEFORE DELETE OR UPDATE ON public.adjudication_appeal FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_for_good_3dd3d();

COMMENT ON TRIGGER pgtrigger_for_good_3dd3d ON public.adjudication_appeal IS '82961cccc7fa64ec8a22d1fe441702a5575723d7';

CREATE TRIGGER pgtrigger_for_good_43e71 BEFORE UPDATE ON public.tasks_criticrun FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_for_good_43e71();

COMMENT ON TRIGGER pgtrigger_for_good_43e71 ON public.tasks_criticrun IS '4c48d317cf35d6880f383e24607db83ec2163b11';

CREATE TRIGGER pgtrigger_for_good_7532b BEFORE DELETE OR UPDATE ON public.assessments_judgement FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_for_good_7532b();

COMMENT ON TRIGGER pgtrigger_for_good_7532b ON public.assessments_judgement IS '1aff9b9594e6b2e1091f42d162c531f04aacd96c';

CREATE TRIGGER pgtrigger_for_good_8af00 BEFORE DELETE OR UPDATE ON public.adjudication_ruling FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_for_good_8af00();

COMMENT ON TRIGGER pgtrigger_for_good_8af00 ON public.adjudication_ruling IS '9a8dc09ddf2bf7ffaa564e444e1f2e3bfdd1ddaa';

CREATE TRIGGER pgtrigger_for_good_dd9cf BEFORE DELETE OR UPDATE ON public.assessments_flag FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_for_good_dd9cf();

COMMENT ON TRIGGER pgtrigger_for_good_dd9cf ON public.assessments_flag IS 'b97cc07a5c91be51f6df6b5ad034ee889f485917';

CREATE TRIGGER pgtrigger_has_a_budget_7a4c1 AFTER INSERT ON public.projects_project FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_has_a_budget_7a4c1();

COMMENT ON TRIGGER pgtrigger_has_a_budget_7a4c1 ON public.projects_project IS '20eaf1328a735bae568a463553ffbcf2087a7192';

CREATE CONSTRAINT TRIGGER pgtrigger_has_entries_4f01a AFTER INSERT ON public.ledger_transaction DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_has_entries_4f01a();

COMMENT ON TRIGGER pgtrigger_has_entries_4f01a ON public.ledger_transaction IS '1c8a5469c0ddd86146f9c7a2beadc4cdc8b592a5';

CREATE TRIGGER pgtrigger_hooks_event_22d1a AFTER UPDATE ON public.exchange_export FOR EACH ROW WHEN ((((new.state)::text = ANY (ARRAY[('done'::character varying)::text, ('failed'::character varying)::text])) AND ((old.state)::text IS DISTINCT FROM (new.state)::text))) EXECUTE FUNCTION public.pgtrigger_hooks_event_22d1a();

COMMENT ON TRIGGER pgtrigger_hooks_event_22d1a ON public.exchange_export IS '3e8b2e36757e2a69070cdfe5c0423221ea68f04c';

CREATE TRIGGER pgtrigger_hooks_event_657dd AFTER UPDATE ON public.exchange_import FOR EACH ROW WHEN ((((new.state)::text = ANY (ARRAY[('done'::character varying)::text, ('refused'::character varying)::text, ('failed'::character varying)::text])) AND ((old.state)::text IS DISTINCT FROM (new.state)::text))) EXECUTE FUNCTION public.pgtrigger_hooks_event_657dd();

COMMENT ON TRIGGER pgtrigger_hooks_event_657dd ON public.exchange_import IS '71b3e4ceb5f0f3fcb6801b2b09b2a86a1d6d9e45';

CREATE TRIGGER pgtrigger_hooks_event_66a67 AFTER UPDATE ON public.review_assignment FOR EACH ROW WHEN ((((new.state)::text = ANY (ARRAY[('submitted'::character varying)::text, ('accepted'::character varying)::text, ('returned'::character varying)::text])) AND ((old.state)::text IS DISTINCT FROM (new.state)::text))) EXECUTE FUNCTION public.pgtrigger_hooks_event_66a67();

COMMENT ON TRIGGER pgtrigger_hooks_event_66a67 ON public.review_assignment IS '32e89e34df3c06a0155ab6e07cf6f6a786499262';

CREATE TRIGGER pgtrigger_hooks_opened_c6cf6 AFTER INSERT ON public.adjudication_conflict FOR EACH ROW WHEN (((new.state)::text = 'open'::text)) EXECUTE FUNCTION public.pgtrigger_hooks_opened_c6cf6();

COMMENT ON TRIGGER pgtrigger_hooks_opened_c6cf6 ON public.adjudication_conflict IS '605cbc653677f976b5c997c79ac093d123c4281f';

CREATE TRIGGER pgtrigger_hooks_settled_9c1c8 AFTER UPDATE ON public.adjudication_conflict FOR EACH ROW WHEN ((((new.state)::text = 'closed'::text) AND ((old.state)::text IS DISTINCT FROM (new.state)::text))) EXECUTE FUNCTION public.pgtrigger_hooks_settled_9c1c8();

COMMENT ON TRIGGER pgtrigger_hooks_settled_9c1c8 ON public.adjudication_conflict IS '6af20bc39d86ef1f101cbfcc51e960b0592c2851';

CREATE TRIGGER pgtrigger_immutable_52398 BEFORE DELETE OR UPDATE ON public.review_reviewfinding FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_immutable_52398();

COMMENT ON TRIGGER pgtrigger_immutable_52398 ON public.review_reviewfinding IS '9eb0c57561ce87a7b0203a21bcf7f44dd1cf05df';

CREATE TRIGGER pgtrigger_immutable_83001 BEFORE DELETE OR UPDATE ON public.review_review FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_immutable_83001();

COMMENT ON TRIGGER pgtrigger_immutable_83001 ON public.review_review IS 'ab20249e89f220f171755535b4f27029a71d91e2';

CREATE TRIGGER pgtrigger_insert_insert_01b7d AFTER INSERT ON public.accounts_apitoken FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_01b7d();

COMMENT ON TRIGGER pgtrigger_insert_insert_01b7d ON public.accounts_apitoken IS '4967526d4b01c1d967cdd951eee0ecc4fcaec9aa';

CREATE TRIGGER pgtrigger_insert_insert_0fd4a AFTER INSERT ON public.review_assignment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_0fd4a();

COMMENT ON TRIGGER pgtrigger_insert_insert_0fd4a ON public.review_assignment IS '64159f89b3cd43dc528e1b0a06e95b75bda9bcfd';

CREATE TRIGGER pgtrigger_insert_insert_24198 AFTER INSERT ON public.projects_pricetier FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_24198();

COMMENT ON TRIGGER pgtrigger_insert_insert_24198 ON public.projects_pricetier IS '6fdea83c56cbe9e1faa1308b769c63dc0362f4d5';

CREATE TRIGGER pgtrigger_insert_insert_2ddad AFTER INSERT ON public.gold_goldpolicy FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_2ddad();

COMMENT ON TRIGGER pgtrigger_insert_insert_2ddad ON public.gold_goldpolicy IS 'e3711013aa5071d4e8e11089df23ff324560743e';

CREATE TRIGGER pgtrigger_insert_insert_2e147 AFTER INSERT ON public.projects_project FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_2e147();

COMMENT ON TRIGGER pgtrigger_insert_insert_2e147 ON public.projects_project IS '9c8602eef96b09d71eb37a26d96719fa13e3dd40';

CREATE TRIGGER pgtrigger_insert_insert_3ca2a AFTER INSERT ON public.assessments_assessment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_3ca2a();

COMMENT ON TRIGGER pgtrigger_insert_insert_3ca2a ON public.assessments_assessment IS '10b68b898cc6fc7dc772e8d3336dc40c60dbef66';

CREATE TRIGGER pgtrigger_insert_insert_5c731 AFTER INSERT ON public.projects_hold FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_5c731();

COMMENT ON TRIGGER pgtrigger_insert_insert_5c731 ON public.projects_hold IS '5e0c61350f99379afaed60d7a81379b321e1daa4';

CREATE TRIGGER pgtrigger_insert_insert_60e1b AFTER INSERT ON public.applications_application FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_60e1b();

COMMENT ON TRIGGER pgtrigger_insert_insert_60e1b ON public.applications_application IS 'd61a0de5d6f31c2937551e44c781f7ec85b4dedf';

CREATE TRIGGER pgtrigger_insert_insert_6baec AFTER INSERT ON public.projects_quizquestion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_6baec();

COMMENT ON TRIGGER pgtrigger_insert_insert_6baec ON public.projects_quizquestion IS 'e6806a05194f3ac6c635a3cd4e657ea7f0dea73f';

CREATE TRIGGER pgtrigger_insert_insert_6f4e8 AFTER INSERT ON public.projects_requirements FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_6f4e8();

COMMENT ON TRIGGER pgtrigger_insert_insert_6f4e8 ON public.projects_requirements IS '81ec360a89c911680e88d6a03a33798ba3735a9d';

CREATE TRIGGER pgtrigger_insert_insert_76608 AFTER INSERT ON public.gold_flag FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_76608();

COMMENT ON TRIGGER pgtrigger_insert_insert_76608 ON public.gold_flag IS '56d72e5f894f8489e1c19378904ee369941f4e70';

CREATE TRIGGER pgtrigger_insert_insert_7d4f3 AFTER INSERT ON public.tasks_criticpolicy FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_7d4f3();

COMMENT ON TRIGGER pgtrigger_insert_insert_7d4f3 ON public.tasks_criticpolicy IS 'e4aa6460e709cfb9f621ca0b4e0e8160de0cf304';

CREATE TRIGGER pgtrigger_insert_insert_8470a AFTER INSERT ON public.projects_membership FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_8470a();

COMMENT ON TRIGGER pgtrigger_insert_insert_8470a ON public.projects_membership IS 'a2520eacc4b7be7144e9f1bd7d5b7424894fb3f8';

CREATE TRIGGER pgtrigger_insert_insert_88b9c AFTER INSERT ON public.hooks_webhook FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_88b9c();

COMMENT ON TRIGGER pgtrigger_insert_insert_88b9c ON public.hooks_webhook IS 'a37fd7a1e87eae0a2a49f9d08c8e0ac62cebcb9b';

CREATE TRIGGER pgtrigger_insert_insert_8d22e AFTER INSERT ON public.projects_invitation FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_8d22e();

COMMENT ON TRIGGER pgtrigger_insert_insert_8d22e ON public.projects_invitation IS 'c7a6eb5466ba8f1911ba177997197c5d6d4b8175';

CREATE TRIGGER pgtrigger_insert_insert_9bd8b AFTER INSERT ON public.projects_budget FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_9bd8b();

COMMENT ON TRIGGER pgtrigger_insert_insert_9bd8b ON public.projects_budget IS '4be6d276cb96b827de6c51ead71b252a5cb42639';

CREATE TRIGGER pgtrigger_insert_insert_c6e2c AFTER INSERT ON public.ledger_payoutline FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_c6e2c();

COMMENT ON TRIGGER pgtrigger_insert_insert_c6e2c ON public.ledger_payoutline IS 'e1793a5ae7422acf2d960842f7d5ae3604bab743';

CREATE TRIGGER pgtrigger_insert_insert_c7fac AFTER INSERT ON public.assessments_attempt FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_c7fac();

COMMENT ON TRIGGER pgtrigger_insert_insert_c7fac ON public.assessments_attempt IS 'c006461d09d5462943a5030f236deb3a6a81aeab';

CREATE TRIGGER pgtrigger_insert_insert_e980f AFTER INSERT ON public.ledger_payoutbatch FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_e980f();

COMMENT ON TRIGGER pgtrigger_insert_insert_e980f ON public.ledger_payoutbatch IS 'f675e67ebd7b9bb50ad3e65ac3452a8de47acb02';

CREATE TRIGGER pgtrigger_insight_arrival_64c69 AFTER UPDATE ON public.adjudication_conflict FOR EACH ROW WHEN ((old.outcome IS DISTINCT FROM new.outcome)) EXECUTE FUNCTION public.pgtrigger_insight_arrival_64c69();

COMMENT ON TRIGGER pgtrigger_insight_arrival_64c69 ON public.adjudication_conflict IS 'fda2f8b645f015c1870181b3bc490d92a355c8f0';

CREATE TRIGGER pgtrigger_insight_arrival_c6cd8 AFTER UPDATE ON public.review_assignment FOR EACH ROW WHEN ((((new.state)::text = ANY (ARRAY[('submitted'::character varying)::text, ('accepted'::character varying)::text, ('returned'::character varying)::text])) AND ((old.state)::text IS DISTINCT FROM (new.state)::text))) EXECUTE FUNCTION public.pgtrigger_insight_arrival_c6cd8();

COMMENT ON TRIGGER pgtrigger_insight_arrival_c6cd8 ON public.review_assignment IS '68ec9575f36c8de5d2062a663fbeffd1bad92173';

CREATE TRIGGER pgtrigger_kept_0137f BEFORE DELETE ON public.assessments_appeal FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_kept_0137f();

COMMENT ON TRIGGER pgtrigger_kept_0137f ON public.assessments_appeal IS '91e14c194bcae2a93e273c87f8f0a59ca6234112';

CREATE TRIGGER pgtrigger_kept_af4ed BEFORE DELETE ON public.ledger_account FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_kept_af4ed();

COMMENT ON TRIGGER pgtrigger_kept_af4ed ON public.ledger_account IS '2f5ded4ae883d7181332237eafb1ea8a713d06ef';

CREATE TRIGGER pgtrigger_kept_d2559 BEFORE DELETE ON public.ledger_payoutline FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_kept_d2559();

COMMENT ON TRIGGER pgtrigger_kept_d2559 ON public.ledger_payoutline IS '0da12e868e2c019b3c7a097fa0ec8efb433b76b1';

CREATE TRIGGER pgtrigger_not_while_held_e956f BEFORE UPDATE OF state ON public.review_assignment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_not_while_held_e956f();

COMMENT ON TRIGGER pgtrigger_not_while_held_e956f ON public.review_assignment IS 'c27246969d2ab289bbcea85c16a689c51e51be14';

CREATE TRIGGER pgtrigger_one_currency_f4cd2 BEFORE INSERT ON public.ledger_entry FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_one_currency_f4cd2();

COMMENT ON TRIGGER pgtrigger_one_currency_f4cd2 ON public.ledger_entry IS '32439d224a19c0aac8ccef55febab978de71d036';

CREATE TRIGGER pgtrigger_price_never_lowered_1d18b BEFORE UPDATE ON public.review_assignment FOR EACH ROW WHEN ((new.price_minor < old.price_minor)) EXECUTE FUNCTION public.pgtrigger_price_never_lowered_1d18b();

COMMENT ON TRIGGER pgtrigger_price_never_lowered_1d18b ON public.review_assignment IS '0f33aa70fee08fd6b93ce101cd32932cae908760';

CREATE TRIGGER pgtrigger_rubric_stays_fea68 BEFORE UPDATE ON public.tasks_storedrubric FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_rubric_stays_fea68();

COMMENT ON TRIGGER pgtrigger_rubric_stays_fea68 ON public.tasks_storedrubric IS '7978ff7fdec577b656ef1e642f42d1bc98aa3ca2';

CREATE TRIGGER pgtrigger_settled_once_8f449 BEFORE DELETE OR UPDATE ON public.gold_golddoubt FOR EACH ROW WHEN ((NOT ((old.value)::text = ''::text))) EXECUTE FUNCTION public.pgtrigger_settled_once_8f449();

COMMENT ON TRIGGER pgtrigger_settled_once_8f449 ON public.gold_golddoubt IS 'c4e0c3432c3384ab0003ee8c242d95a756a3001f';

CREATE TRIGGER pgtrigger_settled_once_915f0 BEFORE UPDATE ON public.ledger_payoutline FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_settled_once_915f0();

COMMENT ON TRIGGER pgtrigger_settled_once_915f0 ON public.ledger_payoutline IS '87897218df1e38967ebec771f106ee1b31f53485';

CREATE TRIGGER pgtrigger_slot_within_overlap_c1236 BEFORE UPDATE OF slot ON public.review_assignment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_slot_within_overlap_c1236();

COMMENT ON TRIGGER pgtrigger_slot_within_overlap_c1236 ON public.review_assignment IS '67f3c0553c53b4644130ce90584b35549e037968';

CREATE TRIGGER pgtrigger_tally_added_2bb68 AFTER INSERT ON public.tasks_candidate REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_tally_added_2bb68();

COMMENT ON TRIGGER pgtrigger_tally_added_2bb68 ON public.tasks_candidate IS '71dd4e6ad94dbb138cacd385d167b2714285d440';

CREATE TRIGGER pgtrigger_tally_added_7c137 AFTER INSERT ON public.tasks_task REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_tally_added_7c137();

COMMENT ON TRIGGER pgtrigger_tally_added_7c137 ON public.tasks_task IS 'd42671cbd10dbe4fa36eb4218285a41c887c252a';

CREATE TRIGGER pgtrigger_tally_examined_cbef2 AFTER UPDATE OF evidence_state ON public.tasks_candidate FOR EACH ROW WHEN (((old.evidence_state)::text IS DISTINCT FROM (new.evidence_state)::text)) EXECUTE FUNCTION public.pgtrigger_tally_examined_cbef2();

COMMENT ON TRIGGER pgtrigger_tally_examined_cbef2 ON public.tasks_candidate IS '5242567ee66a451cdd7b45b6bba5c8435fd7f7f5';

CREATE TRIGGER pgtrigger_tally_gone_eb1b5 AFTER DELETE ON public.tasks_candidate FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_tally_gone_eb1b5();

COMMENT ON TRIGGER pgtrigger_tally_gone_eb1b5 ON public.tasks_candidate IS 'b2f927f525f417583de672246a3beedc686e6cd1';

CREATE TRIGGER pgtrigger_tally_gone_f1099 AFTER DELETE ON public.tasks_task FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_tally_gone_f1099();

COMMENT ON TRIGGER pgtrigger_tally_gone_f1099 ON public.tasks_task IS '2565d1c44d2356b77c33530b5fe4b5ea0b88c1fb';

CREATE TRIGGER pgtrigger_tally_places_23488 AFTER UPDATE OF overlap ON public.tasks_task FOR EACH ROW WHEN ((old.overlap IS DISTINCT FROM new.overlap)) EXECUTE FUNCTION public.pgtrigger_tally_places_23488();

COMMENT ON TRIGGER pgtrigger_tally_places_23488 ON public.tasks_task IS 'fe75e672ccf09c0e1485a5370a1f26b00d1ca177';

CREATE TRIGGER pgtrigger_tally_state_25623 AFTER INSERT OR DELETE OR UPDATE OF state ON public.review_assignment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_tally_state_25623();

COMMENT ON TRIGGER pgtrigger_tally_state_25623 ON public.review_assignment IS '1d12b983a11c3cabb058f626feffaa40c2e475fe';

CREATE TRIGGER pgtrigger_update_update_347b0 AFTER UPDATE ON public.projects_pricetier FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_347b0();

COMMENT ON TRIGGER pgtrigger_update_update_347b0 ON public.projects_pricetier IS '5f480ee6781fd2278a537c5cee2ed0f794e1b25e';

CREATE TRIGGER pgtrigger_update_update_3a187 AFTER UPDATE ON public.assessments_attempt FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_3a187();

COMMENT ON TRIGGER pgtrigger_update_update_3a187 ON public.assessments_attempt IS '449423aa097ab1c2cb4a5d3466ec10204a3e1104';

CREATE TRIGGER pgtrigger_update_update_617d7 AFTER UPDATE ON public.gold_goldpolicy FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_617d7();

COMMENT ON TRIGGER pgtrigger_update_update_617d7 ON public.gold_goldpolicy IS '878a5309758a93498a6afc095e2d67bb113638f6';

CREATE TRIGGER pgtrigger_update_update_67d1b AFTER UPDATE ON public.ledger_payoutline FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_67d1b();

COMMENT ON TRIGGER pgtrigger_update_update_67d1b ON public.ledger_payoutline IS 'b298cf288a4319b913da54689628ed7d95e77d14';

CREATE TRIGGER pgtrigger_update_update_68d28 AFTER UPDATE ON public.projects_requirements FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_68d28();

COMMENT ON TRIGGER pgtrigger_update_update_68d28 ON public.projects_requirements IS '4e37a37ea87f5d416b36ad571c261ac56e5221fe';

CREATE TRIGGER pgtrigger_update_update_741a4 AFTER UPDATE ON public.ledger_payoutbatch FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_741a4();

COMMENT ON TRIGGER pgtrigger_update_update_741a4 ON public.ledger_payoutbatch IS '85202bf7957f6d1e1a8709309f6c85ee60a60c0c';

CREATE TRIGGER pgtrigger_update_update_804c3 AFTER UPDATE ON public.projects_project FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_804c3();

COMMENT ON TRIGGER pgtrigger_update_update_804c3 ON public.projects_project IS 'cd7999850ad3c3accdcac826f9845187007de93b';

CREATE TRIGGER pgtrigger_update_update_b08a3 AFTER UPDATE ON public.hooks_webhook FOR EACH ROW WHEN (((old.active IS DISTINCT FROM new.active) OR ((old.address)::text IS DISTINCT FROM (new.address)::text) OR (old.events IS DISTINCT FROM new.events) OR (old.id IS DISTINCT FROM new.id) OR (old.made_at IS DISTINCT FROM new.made_at) OR (old.made_by_id IS DISTINCT FROM new.made_by_id) OR (old.project_id IS DISTINCT FROM new.project_id) OR (old.public_id IS DISTINCT FROM new.public_id))) EXECUTE FUNCTION public.pgtrigger_update_update_b08a3();

COMMENT ON TRIGGER pgtrigger_update_update_b08a3 ON public.hooks_webhook IS '4f19cafe4975d9e7437690a8e24f4162a623b168';

CREATE TRIGGER pgtrigger_update_update_b3716 AFTER UPDATE ON public.projects_quizquestion FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_b3716();

COMMENT ON TRIGGER pgtrigger_update_update_b3716 ON public.projects_quizquestion IS '4a9c24603d35143ea99ab06432d6c498038ef1b5';

CREATE TRIGGER pgtrigger_update_update_b3f70 AFTER UPDATE ON public.projects_budget FOR EACH ROW WHEN ((old.total_minor IS DISTINCT FROM new.total_minor)) EXECUTE FUNCTION public.pgtrigger_update_update_b3f70();

COMMENT ON TRIGGER pgtrigger_update_update_b3f70 ON public.projects_budget IS '800849cd703e1816dc0819d4481419e4ad190177';

CREATE TRIGGER pgtrigger_update_update_b6601 AFTER UPDATE ON public.projects_membership FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_b6601();

COMMENT ON TRIGGER pgtrigger_update_update_b6601 ON public.projects_membership IS '16f40087e14e92691bb07bd42d3497a97f1e3553';

CREATE TRIGGER pgtrigger_update_update_bc0ff AFTER UPDATE ON public.tasks_criticpolicy FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_bc0ff();

COMMENT ON TRIGGER pgtrigger_update_update_bc0ff ON public.tasks_criticpolicy IS '27f48f72f215b3649a562656a72fbc5511083973';

CREATE TRIGGER pgtrigger_update_update_bef83 AFTER UPDATE ON public.gold_flag FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_bef83();

COMMENT ON TRIGGER pgtrigger_update_update_bef83 ON public.gold_flag IS '2228b2ae01468d5e5b754bc77c51eb27fb9ca335';

CREATE TRIGGER pgtrigger_update_update_cd7ad AFTER UPDATE ON public.projects_hold FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_cd7ad();

COMMENT ON TRIGGER pgtrigger_update_update_cd7ad ON public.projects_hold IS '55a767e8927f585de4b520e13557b939b3e6af6a';

CREATE TRIGGER pgtrigger_update_update_d2ed2 AFTER UPDATE ON public.projects_invitation FOR EACH ROW WHEN (((old.created_at IS DISTINCT FROM new.created_at) OR ((old.email)::text IS DISTINCT FROM (new.email)::text) OR (old.expires_at IS DISTINCT FROM new.expires_at) OR (old.id IS DISTINCT FROM new.id) OR (old.invited_by_id IS DISTINCT FROM new.invited_by_id) OR (old.project_id IS DISTINCT FROM new.project_id) OR (old.public_id IS DISTINCT FROM new.public_id) OR ((old.role)::text IS DISTINCT FROM (new.role)::text) OR (old.used_at IS DISTINCT FROM new.used_at) OR (old.used_by_id IS DISTINCT FROM new.used_by_id) OR (old.withdrawn_at IS DISTINCT FROM new.withdrawn_at))) EXECUTE FUNCTION public.pgtrigger_update_update_d2ed2();

COMMENT ON TRIGGER pgtrigger_update_update_d2ed2 ON public.projects_invitation IS 'de00405b780873b08cf1d77e2e8323a48fba2f4c';

CREATE TRIGGER pgtrigger_update_update_d96c6 AFTER UPDATE ON public.assessments_assessment FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_d96c6();

COMMENT ON TRIGGER pgtrigger_update_update_d96c6 ON public.assessments_assessment IS '2895c62296f431082ede6b046a64cc3279bc0dce';

CREATE TRIGGER pgtrigger_update_update_df53b AFTER UPDATE ON public.accounts_apitoken FOR EACH ROW WHEN ((old.revoked_at IS DISTINCT FROM new.revoked_at)) EXECUTE FUNCTION public.pgtrigger_update_update_df53b();

COMMENT ON TRIGGER pgtrigger_update_update_df53b ON public.accounts_apitoken IS 'b82b677758a7212700c15354935dc16069e6013d';

CREATE TRIGGER pgtrigger_update_update_e90fc AFTER UPDATE ON public.review_assignment FOR EACH ROW WHEN (((old.claimed_at IS DISTINCT FROM new.claimed_at) OR ((old.currency)::text IS DISTINCT FROM (new.currency)::text) OR (old.id IS DISTINCT FROM new.id) OR (old.lease_expires_at IS DISTINCT FROM new.lease_expires_at) OR (old.locked_at IS DISTINCT FROM new.locked_at) OR (old."order" IS DISTINCT FROM new."order") OR (old.price_minor IS DISTINCT FROM new.price_minor) OR (old.public_id IS DISTINCT FROM new.public_id) OR (old.reviewer_id IS DISTINCT FROM new.reviewer_id) OR (old.slot IS DISTINCT FROM new.slot) OR ((old.state)::text IS DISTINCT FROM (new.state)::text) OR (old.submitted_at IS DISTINCT FROM new.submitted_at) OR (old.task_id IS DISTINCT FROM new.task_id))) EXECUTE FUNCTION public.pgtrigger_update_update_e90fc();

COMMENT ON TRIGGER pgtrigger_update_update_e90fc ON public.review_assignment IS 'c442c1a3487c84f2058d4e015adfdd41998f6926';

CREATE TRIGGER pgtrigger_update_update_ebfc4 AFTER UPDATE ON public.adjudication_conflict FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_ebfc4();

COMMENT ON TRIGGER pgtrigger_update_update_ebfc4 ON public.adjudication_conflict IS '719a997119ab42ef6a016e33de00e2bedd03364f';

CREATE TRIGGER pgtrigger_update_update_f714e AFTER UPDATE ON public.applications_application FOR EACH ROW WHEN (((old.applied_at IS DISTINCT FROM new.applied_at) OR (old.changed_at IS DISTINCT FROM new.changed_at) OR (old.decided_by_id IS DISTINCT FROM new.decided_by_id) OR (old.id IS DISTINCT FROM new.id) OR (old.note IS DISTINCT FROM new.note) OR (old.project_id IS DISTINCT FROM new.project_id) OR (old.public_id IS DISTINCT FROM new.public_id) OR (old.reason IS DISTINCT FROM new.reason) OR ((old.state)::text IS DISTINCT FROM (new.state)::text) OR (old.user_id IS DISTINCT FROM new.user_id))) EXECUTE FUNCTION public.pgtrigger_update_update_f714e();

COMMENT ON TRIGGER pgtrigger_update_update_f714e ON public.applications_application IS '5377320be01f98689f52df52398bcf391bac5d14';

CREATE TRIGGER pgtrigger_used_once_1873b BEFORE UPDATE ON public.projects_invitation FOR EACH ROW WHEN ((old.used_at IS NOT NULL)) EXECUTE FUNCTION public.pgtrigger_used_once_1873b();

COMMENT ON TRIGGER pgtrigger_used_once_1873b ON public.projects_invitation IS '8b216597f0961e15e8031410df553b86dcc93a8c';

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_answer
    ADD CONSTRAINT accounts_answer_user_id_2a799ec7_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_user_id_bbee13e0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_profile
    ADD CONSTRAINT accounts_profile_user_id_49a85d32_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_group_id_bd11a704_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_52b62117_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_permission_id_113bb443_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_user_id_e4f0a161_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.adjudication_appeal
    ADD CONSTRAINT adjudication_appeal_assignment_id_fd1f2519_fk_review_as FOREIGN KEY (assignment_id) REFERENCES public.review_assignment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.adjudication_appeal
    ADD CONSTRAINT adjudication_appeal_conflict_id_49359575_fk_adjudicat FOREIGN KEY (conflict_id) REFERENCES public.adjudication_conflict(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.adjudication_conflict
    ADD CONSTRAINT adjudication_conflic_project_id_dadacd4a_fk_projects_ FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.adjudication_conflict
    ADD CONSTRAINT adjudication_conflict_task_id_bfa7c44f_fk_tasks_task_id FOREIGN KEY (task_id) REFERENCES public.tasks_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.adjudication_knowndefect
    ADD CONSTRAINT adjudication_knownde_candidate_id_76098281_fk_tasks_can FOREIGN KEY (candidate_id) REFERENCES public.tasks_candidate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.adjudication_knowndefect
    ADD CONSTRAINT adjudication_knownde_conflict_id_d0babb68_fk_adjudicat FOREIGN KEY (conflict_id) REFERENCES public.adjudication_conflict(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.adjudication_ruling
    ADD CONSTRAINT adjudication_ruling_adjudicator_id_3e70296e_fk_accounts_user_id FOREIGN KEY (adjudicator_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.adjudication_ruling
    ADD CONSTRAINT adjudication_ruling_conflict_id_381a923d_fk_adjudicat FOREIGN KEY (conflict_id) REFERENCES public.adjudication_conflict(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.applications_application
    ADD CONSTRAINT applications_applica_decided_by_id_0fbc7e77_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.applications_application
    ADD CONSTRAINT applications_applica_project_id_7ea8ba77_fk_projects_ FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.applications_application
    ADD CONSTRAINT applications_application_user_id_5dae3b8c_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_answer
    ADD CONSTRAINT assessments_answer_attempt_id_5cbaf2d1_fk_assessmen FOREIGN KEY (attempt_id) REFERENCES public.assessments_attempt(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_answer
    ADD CONSTRAINT assessments_answer_question_id_39d9d14d_fk_assessmen FOREIGN KEY (question_id) REFERENCES public.assessments_writtenquestion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_appeal
    ADD CONSTRAINT assessments_appeal_answered_by_id_1c15e0bd_fk_accounts_user_id FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_appeal
    ADD CONSTRAINT assessments_appeal_attempt_id_d7cb1482_fk_assessmen FOREIGN KEY (attempt_id) REFERENCES public.assessments_attempt(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_assessment
    ADD CONSTRAINT assessments_assessme_created_by_id_9baf49f1_fk_accounts_ FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_assessment
    ADD CONSTRAINT assessments_assessme_project_id_595667c0_fk_projects_ FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_assessment
    ADD CONSTRAINT assessments_assessment_bench_id_1ac660b4_fk_projects_project_id FOREIGN KEY (bench_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_attempt
    ADD CONSTRAINT assessments_attempt_assessment_id_5eb51330_fk_assessmen FOREIGN KEY (assessment_id) REFERENCES public.assessments_assessment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_attempt
    ADD CONSTRAINT assessments_attempt_person_id_e6d6c4e7_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_doubt
    ADD CONSTRAINT assessments_doubt_answer_id_5573e209_fk_assessments_answer_id FOREIGN KEY (answer_id) REFERENCES public.assessments_answer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_doubt
    ADD CONSTRAINT assessments_doubt_attempt_id_317498d7_fk_assessments_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.assessments_attempt(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_doubt
    ADD CONSTRAINT assessments_doubt_take_id_48c9e181_fk_assessments_take_id FOREIGN KEY (take_id) REFERENCES public.assessments_take(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_flag
    ADD CONSTRAINT assessments_flag_assessment_id_9a77b27f_fk_assessmen FOREIGN KEY (assessment_id) REFERENCES public.assessments_assessment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_flag
    ADD CONSTRAINT assessments_flag_attempt_id_ff8eca48_fk_assessments_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.assessments_attempt(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_flag
    ADD CONSTRAINT assessments_flag_person_id_8c73931e_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_item
    ADD CONSTRAINT assessments_item_assessment_id_2f899c44_fk_assessmen FOREIGN KEY (assessment_id) REFERENCES public.assessments_assessment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_item
    ADD CONSTRAINT assessments_item_source_id_1262bdbe_fk_assessments_source_id FOREIGN KEY (source_id) REFERENCES public.assessments_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_item
    ADD CONSTRAINT assessments_item_task_id_d32a5cf6_fk_tasks_task_id FOREIGN KEY (task_id) REFERENCES public.tasks_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_itemfigures
    ADD CONSTRAINT assessments_itemfigures_item_id_70d45b56_fk_assessments_item_id FOREIGN KEY (item_id) REFERENCES public.assessments_item(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_itemgold
    ADD CONSTRAINT assessments_itemgold_item_id_0a9e0572_fk_assessments_item_id FOREIGN KEY (item_id) REFERENCES public.assessments_item(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_judgement
    ADD CONSTRAINT assessments_judgement_doubt_id_c69528de_fk_assessments_doubt_id FOREIGN KEY (doubt_id) REFERENCES public.assessments_doubt(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_judgement
    ADD CONSTRAINT assessments_judgement_judge_id_8afa347a_fk_accounts_user_id FOREIGN KEY (judge_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_source
    ADD CONSTRAINT assessments_source_assessment_id_64188bc6_fk_assessmen FOREIGN KEY (assessment_id) REFERENCES public.assessments_assessment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_take
    ADD CONSTRAINT assessments_take_assignment_id_e5be4dc3_fk_review_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.review_assignment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_take
    ADD CONSTRAINT assessments_take_attempt_id_8636eec4_fk_assessments_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.assessments_attempt(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_take
    ADD CONSTRAINT assessments_take_item_id_70918a08_fk_assessments_item_id FOREIGN KEY (item_id) REFERENCES public.assessments_item(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_take
    ADD CONSTRAINT assessments_take_person_id_939e8fc6_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_take
    ADD CONSTRAINT assessments_take_source_id_a06e7eda_fk_assessments_source_id FOREIGN KEY (source_id) REFERENCES public.assessments_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_takegrade
    ADD CONSTRAINT assessments_takegrade_take_id_c298dcd2_fk_assessments_take_id FOREIGN KEY (take_id) REFERENCES public.assessments_take(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.assessments_writtenquestion
    ADD CONSTRAINT assessments_writtenq_assessment_id_fd0e5b1d_fk_assessmen FOREIGN KEY (assessment_id) REFERENCES public.assessments_assessment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_export
    ADD CONSTRAINT exchange_export_project_id_6b6bd3a0_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_export
    ADD CONSTRAINT exchange_export_requested_by_id_a89c3eed_fk_accounts_user_id FOREIGN KEY (requested_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_exportpiece
    ADD CONSTRAINT exchange_exportpiece_export_id_be5e5bd5_fk_exchange_export_id FOREIGN KEY (export_id) REFERENCES public.exchange_export(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_import
    ADD CONSTRAINT exchange_import_project_id_2d23cd47_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_import
    ADD CONSTRAINT exchange_import_requested_by_id_1bc040c6_fk_accounts_user_id FOREIGN KEY (requested_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_importpiece
    ADD CONSTRAINT exchange_importpiece_parent_id_09f68ef4_fk_exchange_import_id FOREIGN KEY (parent_id) REFERENCES public.exchange_import(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gold_flag
    ADD CONSTRAINT gold_flag_closed_by_id_28cd9424_fk_accounts_user_id FOREIGN KEY (closed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gold_flag
    ADD CONSTRAINT gold_flag_project_id_a583aad6_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gold_flag
    ADD CONSTRAINT gold_flag_user_id_101bf797_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gold_golddoubt
    ADD CONSTRAINT gold_golddoubt_result_id_562b89d6_fk_gold_gold FOREIGN KEY (result_id) REFERENCES public.gold_goldresult(assignment_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gold_golddoubt
    ADD CONSTRAINT gold_golddoubt_settled_by_id_de51d0c0_fk_accounts_user_id FOREIGN KEY (settled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gold_goldpolicy
    ADD CONSTRAINT gold_goldpolicy_project_id_33517395_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gold_goldresult
    ADD CONSTRAINT gold_goldresult_assignment_id_0ed46ea4_fk_review_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.review_assignment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gold_goldresult
    ADD CONSTRAINT gold_goldresult_item_id_f308955f_fk_tasks_golditem_id FOREIGN KEY (item_id) REFERENCES public.tasks_golditem(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gold_goldresult
    ADD CONSTRAINT gold_goldresult_project_id_77a038cd_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gold_goldresult
    ADD CONSTRAINT gold_goldresult_user_id_9b5e004e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hooks_attempt
    ADD CONSTRAINT hooks_attempt_delivery_id_0a5c6b23_fk_hooks_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.hooks_delivery(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hooks_delivery
    ADD CONSTRAINT hooks_delivery_webhook_id_618cfa40_fk_hooks_webhook_id FOREIGN KEY (webhook_id) REFERENCES public.hooks_webhook(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hooks_webhook
    ADD CONSTRAINT hooks_webhook_made_by_id_92e77a3c_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.hooks_webhook
    ADD CONSTRAINT hooks_webhook_project_id_6528f117_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_candidateconsensus
    ADD CONSTRAINT insight_candidatecon_candidate_id_2fa78bc4_fk_tasks_can FOREIGN KEY (candidate_id) REFERENCES public.tasks_candidate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_candidateconsensus
    ADD CONSTRAINT insight_candidatecon_task_id_3bb776b7_fk_insight_t FOREIGN KEY (task_id) REFERENCES public.insight_taskconsensus(task_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_catch
    ADD CONSTRAINT insight_catch_defect_id_601429e9_fk_adjudication_knowndefect_id FOREIGN KEY (defect_id) REFERENCES public.adjudication_knowndefect(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_catch
    ADD CONSTRAINT insight_catch_reading_id_45e90df8_fk_insight_r FOREIGN KEY (reading_id) REFERENCES public.insight_reading(assignment_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_evidenceanswer
    ADD CONSTRAINT insight_evidenceansw_project_id_e2f9e85a_fk_projects_ FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_evidenceanswer
    ADD CONSTRAINT insight_evidenceansw_reading_id_0640da4e_fk_insight_r FOREIGN KEY (reading_id) REFERENCES public.insight_reading(assignment_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_figures
    ADD CONSTRAINT insight_figures_project_id_b50d9df3_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_fit
    ADD CONSTRAINT insight_fit_project_id_7bf95939_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_reading
    ADD CONSTRAINT insight_reading_assignment_id_4c99ebc4_fk_review_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.review_assignment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_reading
    ADD CONSTRAINT insight_reading_project_id_3a12e1e4_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_reading
    ADD CONSTRAINT insight_reading_review_id_3e5f97b7_fk_review_review_id FOREIGN KEY (review_id) REFERENCES public.review_review(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_reading
    ADD CONSTRAINT insight_reading_reviewer_id_8382cff1_fk_accounts_user_id FOREIGN KEY (reviewer_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_reading
    ADD CONSTRAINT insight_reading_task_id_c75ff65d_fk_tasks_task_id FOREIGN KEY (task_id) REFERENCES public.tasks_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_taskconsensus
    ADD CONSTRAINT insight_taskconsensu_project_id_96ae48e0_fk_projects_ FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.insight_taskconsensus
    ADD CONSTRAINT insight_taskconsensus_task_id_3634e0d0_fk_tasks_task_id FOREIGN KEY (task_id) REFERENCES public.tasks_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_account
    ADD CONSTRAINT ledger_account_project_id_a4ea95d7_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_account
    ADD CONSTRAINT ledger_account_reviewer_id_e10a7634_fk_accounts_user_id FOREIGN KEY (reviewer_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_account_id_e9f5e345_fk_ledger_account_id FOREIGN KEY (account_id) REFERENCES public.ledger_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_transaction_id_c459e7a1_fk_ledger_transaction_id FOREIGN KEY (transaction_id) REFERENCES public.ledger_transaction(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_holding
    ADD CONSTRAINT ledger_holding_assignment_id_fc6e5148_fk_review_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.review_assignment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_payoutbatch
    ADD CONSTRAINT ledger_payoutbatch_made_by_id_4c9dcffa_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_payoutline
    ADD CONSTRAINT ledger_payoutline_batch_id_3b0266f2_fk_ledger_payoutbatch_id FOREIGN KEY (batch_id) REFERENCES public.ledger_payoutbatch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_payoutline
    ADD CONSTRAINT ledger_payoutline_reviewer_id_7a20a536_fk_accounts_user_id FOREIGN KEY (reviewer_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_projectsum
    ADD CONSTRAINT ledger_projectsum_project_id_29585bdf_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_transaction
    ADD CONSTRAINT ledger_transaction_assignment_id_d75908bc_fk_review_as FOREIGN KEY (assignment_id) REFERENCES public.review_assignment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_transaction
    ADD CONSTRAINT ledger_transaction_made_by_id_c9ad2fc5_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_transaction
    ADD CONSTRAINT ledger_transaction_project_id_a3011f63_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_transaction
    ADD CONSTRAINT ledger_transaction_reviewer_id_5cb9ec9d_fk_accounts_user_id FOREIGN KEY (reviewer_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_turnover
    ADD CONSTRAINT ledger_turnover_account_id_62c0bbc7_fk_ledger_account_id FOREIGN KEY (account_id) REFERENCES public.ledger_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.operations_intervention
    ADD CONSTRAINT operations_intervention_who_id_807f2b19_fk_accounts_user_id FOREIGN KEY (who_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);

ALTER TABLE ONLY public.projects_acknowledgement
    ADD CONSTRAINT projects_acknowledge_project_id_47a27336_fk_projects_ FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_acknowledgement
    ADD CONSTRAINT projects_acknowledgement_user_id_d7594891_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_budget
    ADD CONSTRAINT projects_budget_project_id_22b89460_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_hold
    ADD CONSTRAINT projects_hold_project_id_f65d1adf_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_hold
    ADD CONSTRAINT projects_hold_user_id_8993cd92_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_invitation
    ADD CONSTRAINT projects_invitation_invited_by_id_0764808d_fk_accounts_user_id FOREIGN KEY (invited_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_invitation
    ADD CONSTRAINT projects_invitation_project_id_344791e0_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_invitation
    ADD CONSTRAINT projects_invitation_used_by_id_7196c644_fk_accounts_user_id FOREIGN KEY (used_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_membership
    ADD CONSTRAINT projects_membership_project_id_5f65bf3f_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_membership
    ADD CONSTRAINT projects_membership_user_id_13374535_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_pricetier
    ADD CONSTRAINT projects_pricetier_project_id_34ef528f_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_quizattempt
    ADD CONSTRAINT projects_quizattempt_project_id_d363dd13_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_quizattempt
    ADD CONSTRAINT projects_quizattempt_user_id_194fb3a2_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_quizquestion
    ADD CONSTRAINT projects_quizquestio_project_id_6b70ccd1_fk_projects_ FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.projects_requirements
    ADD CONSTRAINT projects_requirement_project_id_51051dfc_fk_projects_ FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_assignment
    ADD CONSTRAINT review_assignment_reviewer_id_22ca6c93_fk_accounts_user_id FOREIGN KEY (reviewer_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_assignment
    ADD CONSTRAINT review_assignment_task_id_10d8a4d6_fk_tasks_task_id FOREIGN KEY (task_id) REFERENCES public.tasks_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_decision
    ADD CONSTRAINT review_decision_decided_by_id_7f01bcee_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_decision
    ADD CONSTRAINT review_decision_review_id_3bd8de88_fk_review_review_id FOREIGN KEY (review_id) REFERENCES public.review_review(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_draft
    ADD CONSTRAINT review_draft_assignment_id_5c146fe3_fk_review_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.review_assignment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_liverun
    ADD CONSTRAINT review_liverun_assignment_id_f7dc68f1_fk_review_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.review_assignment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_liverun
    ADD CONSTRAINT review_liverun_candidate_id_5cef56e2_fk_tasks_candidate_id FOREIGN KEY (candidate_id) REFERENCES public.tasks_candidate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_review
    ADD CONSTRAINT review_review_assignment_id_ed95986e_fk_review_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.review_assignment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_reviewfinding
    ADD CONSTRAINT review_reviewfinding_candidate_id_1e7216e9_fk_tasks_can FOREIGN KEY (candidate_id) REFERENCES public.tasks_candidate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_reviewfinding
    ADD CONSTRAINT review_reviewfinding_review_id_48acc138_fk_review_review_id FOREIGN KEY (review_id) REFERENCES public.review_review(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_candidate
    ADD CONSTRAINT tasks_candidate_task_id_0d64a3f4_fk_tasks_task_id FOREIGN KEY (task_id) REFERENCES public.tasks_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_candidateorigin
    ADD CONSTRAINT tasks_candidateorigi_candidate_id_cb55efb5_fk_tasks_can FOREIGN KEY (candidate_id) REFERENCES public.tasks_candidate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_collection
    ADD CONSTRAINT tasks_collection_project_id_4cc48225_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_collection
    ADD CONSTRAINT tasks_collection_started_by_id_e733db80_fk_accounts_user_id FOREIGN KEY (started_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_criticpolicy
    ADD CONSTRAINT tasks_criticpolicy_project_id_ab4d0d73_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_criticrun
    ADD CONSTRAINT tasks_criticrun_candidate_id_23ed902f_fk_tasks_candidate_id FOREIGN KEY (candidate_id) REFERENCES public.tasks_candidate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_criticrun
    ADD CONSTRAINT tasks_criticrun_examination_id_1fafa4b6_fk_tasks_examination_id FOREIGN KEY (examination_id) REFERENCES public.tasks_examination(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_criticrun
    ADD CONSTRAINT tasks_criticrun_project_id_d0bc9be9_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_evidencefinding
    ADD CONSTRAINT tasks_evidencefindin_examination_id_a86b1663_fk_tasks_exa FOREIGN KEY (examination_id) REFERENCES public.tasks_examination(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_golditem
    ADD CONSTRAINT tasks_golditem_added_by_id_7db7b169_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_golditem
    ADD CONSTRAINT tasks_golditem_project_id_e92e1b35_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_golditem
    ADD CONSTRAINT tasks_golditem_task_id_1d9cd83a_fk_tasks_task_id FOREIGN KEY (task_id) REFERENCES public.tasks_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_goldrate
    ADD CONSTRAINT tasks_goldrate_project_id_7002ca95_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_goldrate
    ADD CONSTRAINT tasks_goldrate_user_id_b2586fa3_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_mutedrule
    ADD CONSTRAINT tasks_mutedrule_muted_by_id_0d4bb541_fk_accounts_user_id FOREIGN KEY (muted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_mutedrule
    ADD CONSTRAINT tasks_mutedrule_project_id_abb942bd_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_portion
    ADD CONSTRAINT tasks_portion_collection_id_7c9ea5b7_fk_tasks_collection_id FOREIGN KEY (collection_id) REFERENCES public.tasks_collection(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_seencode
    ADD CONSTRAINT tasks_seencode_user_id_526e81b0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT tasks_task_project_id_a2815f0c_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT tasks_task_rubric_id_7451c3a2_fk_tasks_storedrubric_key FOREIGN KEY (rubric_id) REFERENCES public.tasks_storedrubric(key) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_user_id_af5e0a6d_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

INSERT INTO public.django_migrations (app, name, applied) VALUES
    ('account', '0001_initial', now()),
    ('account', '0002_email_max_length', now()),
    ('account', '0003_alter_emailaddress_create_unique_verified_email', now()),
    ('account', '0004_alter_emailaddress_drop_unique_email', now()),
    ('account', '0005_emailaddress_idx_upper_email', now()),
    ('account', '0006_emailaddress_lower', now()),
    ('account', '0007_emailaddress_idx_email', now()),
    ('account', '0008_emailaddress_unique_primary_email_fixup', now()),
    ('account', '0009_emailaddress_unique_primary_email', now()),
    ('accounts', '0001_initial', now()),
    ('accounts', '0002_api_tokens', now()),
    ('accounts', '0003_profile', now()),
    ('accounts', '0004_known_addresses', now()),
    ('accounts', '0005_attempts', now()),
    ('adjudication', '0001_initial', now()),
    ('applications', '0001_initial', now()),
    ('applications', '0002_assessed', now()),
    ('assessments', '0001_initial', now()),
    ('assessments', '0002_words_of_findings', now()),
    ('assessments', '0003_pairs_and_second_looks', now()),
    ('auth', '0001_initial', now()),
    ('auth', '0002_alter_permission_name_max_length', now()),
    ('auth', '0003_alter_user_email_max_length', now()),
    ('auth', '0004_alter_user_username_opts', now()),
    ('auth', '0005_alter_user_last_login_null', now()),
    ('auth', '0006_require_contenttypes_0002', now()),
    ('auth', '0007_alter_validators_add_error_messages', now()),
    ('auth', '0008_alter_user_username_max_length', now()),
    ('auth', '0009_alter_user_last_name_max_length', now()),
    ('auth', '0010_alter_group_name_max_length', now()),
    ('auth', '0011_update_proxy_permissions', now()),
    ('auth', '0012_alter_user_first_name_max_length', now()),
    ('contenttypes', '0001_initial', now()),
    ('contenttypes', '0002_remove_content_type_name', now()),
    ('exchange', '0001_initial', now()),
    ('exchange', '0002_imports', now()),
    ('exchange', '0003_place_of_files', now()),
    ('gold', '0001_initial', now()),
    ('gold', '0002_ranked_pairs', now()),
    ('gold', '0003_doubts', now()),
    ('hooks', '0001_initial', now()),
    ('insight', '0001_initial', now()),
    ('insight', '0002_stale_figures', now()),
    ('ledger', '0001_initial', now()),
    ('ledger', '0002_budget_of_the_assignments_project', now()),
    ('ledger', '0003_sums_and_due', now()),
    ('ledger', '0004_only_limits_are_added_up', now()),
    ('mfa', '0001_initial', now()),
    ('mfa', '0002_authenticator_timestamps', now()),
    ('mfa', '0003_authenticator_type_uniq', now()),
    ('operations', '0001_initial', now()),
    ('pghistory', '0001_initial', now()),
    ('pghistory', '0002_aggregateevent', now()),
    ('pghistory', '0003_auto_20201023_1636', now()),
    ('pghistory', '0004_auto_20220906_1625', now()),
    ('pghistory', '0005_events_middlewareevents', now()),
    ('pghistory', '0006_delete_aggregateevent', now()),
    ('pghistory', '0007_auto_20250421_0444', now()),
    ('procrastinate', '0001_initial', now()),
    ('procrastinate', '0002_drop_started_at_column', now()),
    ('procrastinate', '0003_drop_started_at_column', now()),
    ('procrastinate', '0004_drop_procrastinate_version_table', now()),
    ('procrastinate', '0005_fix_procrastinate_fetch_job', now()),
    ('procrastinate', '0006_fix_trigger_status_events_insert', now()),
    ('procrastinate', '0007_add_queueing_lock_column', now()),
    ('procrastinate', '0008_close_fetch_job_race_condition', now()),
    ('procrastinate', '0009_add_defer_job_function', now()),
    ('procrastinate', '0010_add_procrastinate_periodic_defers', now()),
    ('procrastinate', '0011_add_foreign_key_index', now()),
    ('procrastinate', '0012_add_locks_to_periodic_defer', now()),
    ('procrastinate', '0013_fix_procrastinate_defer_periodic_job', now()),
    ('procrastinate', '0014_add_finish_job_and_retry_job_functions', now()),
    ('procrastinate', '0015_add_trigger_on_job_deletion', now()),
    ('procrastinate', '0016_delete_finished_jobs', now()),
    ('procrastinate', '0017_add_checks_to_finish_job', now()),
    ('procrastinate', '0018_add_checks_to_retry_job', now()),
    ('procrastinate', '0019_fix_finish_job_compat_issue', now()),
    ('procrastinate', '0020_add_index_on_procrastinate_jobs', now()),
    ('procrastinate', '0021_add_kwargs_to_defer_periodic_job', now()),
    ('procrastinate', '0022_null_locks_excluded', now()),
    ('procrastinate', '0023_remove_old_finish_job_function', now()),
    ('procrastinate', '0024_job_id_bigint', now()),
    ('procrastinate', '0025_add_models', now()),
    ('procrastinate', '0026_add_job_priority', now()),
    ('procrastinate', '0027_add_periodic_job_priority', now()),
    ('procrastinate', '0028_add_cancel_states', now()),
    ('procrastinate', '0029_add_additional_params_to_retry_job', now()),
    ('procrastinate', '0030_alter_procrastinateevent_options', now()),
    ('procrastinate', '0031_add_indexes_for_fetch_job', now()),
    ('procrastinate', '0032_pre_cancel_notification', now()),
    ('procrastinate', '0033_post_cancel_notification', now()),
    ('procrastinate', '0034_pre_add_heartbeat', now()),
    ('procrastinate', '0035_post_add_heartbeat', now()),
    ('procrastinate', '0036_add_worker_model', now()),
    ('procrastinate', '0037_pre_batch_defer_jobs', now()),
    ('procrastinate', '0038_post_batch_defer_jobs', now()),
    ('procrastinate', '0039_pre_priority_lock_fetch_job', now()),
    ('procrastinate', '0040_pre_retry_failed_job', now()),
    ('procrastinate', '0041_post_retry_failed_job', now()),
    ('projects', '0001_initial', now()),
    ('projects', '0002_adjudicators', now()),
    ('projects', '0003_running_a_project', now()),
    ('projects', '0004_closed_for_good', now()),
    ('projects', '0005_removals_are_recorded', now()),
    ('projects', '0006_history_only_grows', now()),
    ('projects', '0007_sealed_projects', now()),
    ('projects', '0008_requirements_and_holds', now()),
    ('projects', '0009_requirements_from_projects', now()),
    ('projects', '0010_requirements_are_their_own', now()),
    ('projects', '0011_quiz', now()),
    ('review', '0001_initial', now()),
    ('review', '0002_trials', now()),
    ('review', '0003_counted', now()),
    ('review', '0004_assignment_not_while_held', now()),
    ('review', '0005_findings_of_candidates', now()),
    ('review', '0006_assignments_of_reviewers', now()),
    ('review', '0007_guarded_at_once', now()),
    ('sessions', '0001_initial', now()),
    ('tasks', '0001_initial', now()),
    ('tasks', '0002_muted_rules', now()),
    ('tasks', '0003_counted', now()),
    ('tasks', '0004_critics', now()),
    ('tasks', '0005_critic_runs_by_time', now()),
    ('tasks', '0006_models_of_candidates', now()),
    ('tasks', '0007_gold', now()),
    ('tasks', '0007_imported_findings', now()),
    ('tasks', '0008_seen_code', now()),
    ('tasks', '0009_collections', now()),
    ('tasks', '0010_retired_plants', now()),
    ('tasks', '0011_rubrics', now()),
    ('tasks', '0012_counting_by_task', now()),
    ('tasks', '0013_filled', now()),
    ('usersessions', '0001_initial', now());
