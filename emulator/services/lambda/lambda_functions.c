/* Handlers of functions: create, show, list, change, delete. */
#include "emulator/services/lambda/lambda_functions.h"

#include <assert.h>
#include <string.h>

#include "emulator/base/buf.h"
#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/workers.h"
#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/core/page.h"
#include "emulator/core/service.h"
#include "emulator/services/lambda/lambda_alias_store.h"
#include "emulator/services/lambda/lambda_code.h"
#include "emulator/services/lambda/lambda_code_source.h"
#include "emulator/services/lambda/lambda_code_signing.h"
#include "emulator/services/lambda/lambda_configuration.h"
#include "emulator/services/lambda/lambda_destination.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_layer_uses.h"
#include "emulator/services/lambda/lambda_limits.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_page.h"
#include "emulator/services/lambda/lambda_pool.h"
#include "emulator/services/lambda/lambda_progress.h"
#include "emulator/services/lambda/lambda_runtime_check.h"
#include "emulator/services/lambda/lambda_settings.h"
#include "emulator/services/lambda/lambda_tags.h"
#include "emulator/services/lambda/lambda_variables.h"
#include "emulator/services/lambda/lambda_versions.h"
#include "emulator/services/lambda/lambda_source_pollers.h"

#define TIMEOUT_SECONDS_MAX 900
#define MEMORY_MB_MAX       10240
#define NAME_SIZE_MAX       64

/* --- checks ------------------------------------------------------------------------------------------------------- */

/* *zip is absent where the code is a folder, run in place. */
static int code_require(struct call *c, const struct doc *code, struct span *zip)
{
    *zip = doc_get_str(code, "ZipFile");
    if (zip->data || lambda_code_hot_folder(code).data) return 0;
    return fault(c, &lambda_invalid_parameter_value, "Please provide a source for function code.");
}

/* AWS: what its model leaves open. */
static int value_check(struct call *c, const char *member, int64_t value, int64_t max)
{
    if (value <= max) return 0;
    return fault(
        c, &fault_validation,
        "1 validation error detected: Value '%lld' at '%s' failed to satisfy constraint: Member must have value less than or equal to %lld",
        (long long)value, member, (long long)max);
}

static int values_check(struct call *c, const struct lambda_function *f)
{
    return value_check(c, "timeout", f->timeout_seconds, TIMEOUT_SECONDS_MAX) ||
                   value_check(c, "memorySize", f->memory_mb, MEMORY_MB_MAX)
               ? -1
               : 0;
}

static int dead_letter_check(struct call *c, struct span arn)
{
    struct arn target;

    if (!arn.size ||
        (lambda_destination_is_known(arn) && (arn_parse_of(arn, "sqs", &target) || arn_parse_of(arn, "sns", &target))))
        return 0;
    return fault(c, &lambda_invalid_parameter_value,
                 "Invalid dead letter queue ARN: %.*s is neither an SQS queue nor an SNS topic", SPAN_ARG(arn));
}

/* AWS: tools that gave the role its policy just before try again on these words. */
static int dead_letter_allow(struct call *c, const struct lambda_function *f)
{
    const char *operation;
    struct arn target;

    if (!f->dead_letter_arn.size || lambda_destination_is_allowed(c, f, f->dead_letter_arn, &operation)) return 0;
    arn_parse(f->dead_letter_arn, &target);
    return fault(c, &lambda_invalid_parameter_value,
                 "The provided execution role does not have permissions to call %s on %s", operation,
                 span_is(target.service, "sqs") ? "SQS" : "SNS");
}

/* --- code --------------------------------------------------------------------------------------------------------- */

static void code_describe(struct call *c, struct lambda_function *f, const struct doc *code, struct span zip)
{
    unsigned char digest[32];

    f->hot_folder = zip.data ? (struct span){ NULL, 0 } : lambda_code_hot_folder(code);
    sha256(zip.data ? zip : f->hot_folder, digest);
    f->code_sha256 = base64_text(&c->arena, (struct span){ (char *)digest, sizeof digest });
    f->code_bytes = (int64_t)zip.size;
}

/* Where the code is a zip: kept in this transaction, and unpacked after it. */
static int code_keep(struct call *c, const struct lambda_function *f, struct span zip)
{
    if (zip.data) lambda_store_zip_keep(c, f->code_sha256, zip, lambda_code_unpacked_bytes(c));
    return lambda_layers_size_check(c, f);
}

/* Processes of what was before take nothing more. */
void lambda_function_updated(int64_t id, int64_t edition)
{
    lambda_pool_outdate(id, edition);
    lambda_code_sweep_later();
}

/* After the commit: those of the version take nothing more. */
static void outdate_run(void *id)
{
    lambda_function_updated(*(int64_t *)id, INT64_MAX);
}

static void outdate_later(struct call *c, const struct lambda_function *f)
{
    call_after_commit(c, outdate_run, &f->id, sizeof f->id);
}

struct package {
    char sha256[45]; /* base64 */
};

/* After the commit the package is unpacked, off the writer, so that the first invocation need not. */
static void unpack_work(void *value)
{
    const struct package *p = value;

    lambda_code_prepare(p->sha256);
}

static void unpack_run(void *value)
{
    workers_submit_value(unpack_work, value, sizeof(struct package));
}

static void unpack_later(struct call *c, const struct lambda_function *f)
{
    struct package p = { .sha256 = "" };

    if (f->hot_folder.data) return;
    assert(f->code_sha256.size < sizeof p.sha256);
    memcpy(p.sha256, f->code_sha256.data, f->code_sha256.size);
    call_after_commit(c, unpack_run, &p, sizeof p);
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

static struct span or_default(struct span given, struct span otherwise)
{
    return given.data ? given : otherwise;
}

static struct span dead_letter_arn_of(const struct call *c)
{
    return doc_get_str(doc_get(c->in, "DeadLetterConfig"), "TargetArn");
}

/* AWS: a name of the caller's own account and region, without a qualifier. */
static int name_check(struct call *c, const struct lambda_name *n)
{
    if (n->qualifier.data)
        return fault(c, &fault_validation,
                     "1 validation error detected: Value '%.*s' at 'functionName' failed to satisfy constraint: Member "
                     "must satisfy regular expression pattern: "
                     "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?"
                     "(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?",
                     SPAN_ARG(doc_get_str(c->in, "FunctionName")));
    if (n->name.size > NAME_SIZE_MAX)
        return fault(c, &lambda_invalid_parameter_value,
                     "1 validation error detected: Value '%.*s' at 'functionName' failed to satisfy constraint: Member "
                     "must have length less than or equal to %d",
                     SPAN_ARG(n->name), NAME_SIZE_MAX);
    return 0;
}

static int function_from_input(struct call *c, struct lambda_function *f)
{
    struct lambda_name n;
    struct span arn;

    if (lambda_name_require(c, &n) || name_check(c, &n)) return -1;
    arn = arn_make(&c->arena, "lambda", n.region, n.account, "function:%.*s", SPAN_ARG(n.name));
    *f = (struct lambda_function){
        .account = n.account,
        .region = n.region,
        .name = n.name,
        .version = SPAN(LAMBDA_LATEST),
        .arn = arn,
        .invoked_arn = arn,
        .reserved_concurrency = -1,
        .runtime = doc_get_str(c->in, "Runtime"),
        .role = doc_get_str(c->in, "Role"),
        .handler = or_default(doc_get_str(c->in, "Handler"), SPAN("")),
        .description = or_default(doc_get_str(c->in, "Description"), SPAN("")),
        .timeout_seconds = doc_get_int(c->in, "Timeout", 3),
        .memory_mb = doc_get_int(c->in, "MemorySize", 128),
        .storage_mb = doc_get_int(doc_get(c->in, "EphemeralStorage"), "Size", 512),
        .environment = doc_get(doc_get(c->in, "Environment"), "Variables"),
        .tags = doc_get(c->in, "Tags"),
        .dead_letter_arn = or_default(dead_letter_arn_of(c), SPAN("")),
        .architecture = or_default(doc_text(doc_at(doc_get(c->in, "Architectures"), 0)), SPAN("x86_64")),
    };
    return 0;
}

/* AWS: tools that made the role just before try again on these words. */
static int role_check(struct call *c, const struct lambda_function *f)
{
    if (door_may_assume(c, "lambda", f->role, f->arn)) return 0;
    return fault(c, &lambda_invalid_parameter_value, "The role defined for the function cannot be assumed by Lambda.");
}

static void publish(struct call *c, struct lambda_function *f)
{
    struct lambda_function version;

    lambda_version_publish(c, f, (struct span){ NULL, 0 }, &version);
    lambda_progress_create(c, &version);
    *f = version;
}

int lambda_create_function(struct call *c)
{
    const struct doc *code = doc_get(c->in, "Code");
    struct lambda_function f, old;
    struct span zip;

    if (function_from_input(c, &f) || code_require(c, code, &zip) || lambda_runtime_check(c, f.runtime)) return -1;
    if (!f.handler.size)
        return fault(c, &lambda_invalid_parameter_value,
                     "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
    if (values_check(c, &f) || lambda_variables_check(c, f.environment) || dead_letter_check(c, f.dead_letter_arn) ||
        lambda_settings_take(c, &f) || lambda_layers_take(c, &f))
        return -1;
    if (lambda_store_find(c->db, &c->arena, f.account, f.region, f.name, &old))
        return fault(c, &lambda_resource_conflict, "Function already exist: %.*s", SPAN_ARG(f.name));
    if (role_check(c, &f) || dead_letter_allow(c, &f) || lambda_tags_check(c, f.tags) ||
        lambda_code_signing_take(c, &f))
        return -1;
    lambda_function_change(c, &f);
    code_describe(c, &f, code, zip);
    if (code_keep(c, &f, zip)) return -1;
    lambda_store_insert(c, &f);
    lambda_store_update_common(c, &f);
    lambda_progress_create(c, &f);
    unpack_later(c, &f);
    if (doc_get_bool(c->in, "Publish", false)) publish(c, &f);
    lambda_function_qualify(&c->arena, &f, SPAN("")); /* AWS: also when it was published */
    lambda_sources_follow(c, &f);
    lambda_configuration_put(c, &f, LAMBDA_IS_CREATED, c->out);
    return 0;
}

int lambda_get_function_configuration(struct call *c)
{
    struct lambda_function f;

    if (lambda_function_require(c, &f)) return -1;
    lambda_progress_look(&f);
    lambda_configuration_put(c, &f, LAMBDA_IS_READY, c->out);
    return 0;
}

int lambda_get_function(struct call *c)
{
    struct lambda_function f;
    struct doc *code;

    if (lambda_function_require(c, &f)) return -1;
    lambda_progress_look(&f);
    lambda_configuration_put(c, &f, LAMBDA_IS_READY, doc_put_map(c->out, "Configuration"));
    code = doc_put_map(c->out, "Code");
    doc_put_cstr(code, "RepositoryType", "S3");
    doc_put_str(code, "SourceKMSKeyArn", doc_get_str(f.settings, "SourceKMSKeyArn"));
    doc_put_format(code, "Location", "%.*s/_nube/lambda/code/%lld", SPAN_ARG(c->endpoint), (long long)f.id);
    if (doc_count(f.tags)) doc_put(c->out, "Tags", f.tags);
    if (f.reserved_concurrency >= 0)
        doc_put_int(doc_put_map(c->out, "Concurrency"), "ReservedConcurrentExecutions", f.reserved_concurrency);
    return 0;
}

/* AWS does not say in which order they come: here by name. */
static int place_read(struct call *c, struct lambda_place *place)
{
    struct span key;

    *place = (struct lambda_place){ SPAN(""), 0 };
    if (lambda_page_after(c, &key)) return -1;
    if (!key.data) return 0;
    if (!span_split(&key, ':', &place->name) || !span_int(key, &place->id))
        return fault(c, &lambda_invalid_parameter_value, "Invalid marker");
    return 0;
}

static void put_place(struct call *c, const struct lambda_function *last)
{
    page_continue(c, "NextMarker", arena_format(&c->arena, "%.*s:%lld", SPAN_ARG(last->name), (long long)last->id));
}

int lambda_list_functions(struct call *c)
{
    bool with_versions = span_is(doc_get_str(c->in, "FunctionVersion"), "ALL");
    int size = lambda_page_size(c), found;
    struct doc *list = doc_put_list(c->out, "Functions");
    struct lambda_function *functions;
    struct lambda_place after;

    if (place_read(c, &after)) return -1;
    functions = lambda_store_list(c, &after, size + 1, with_versions, &found);
    for (int i = 0; i < found && i < size; i++) {
        if (with_versions) lambda_function_qualify(&c->arena, &functions[i], functions[i].version);
        lambda_configuration_put(c, &functions[i], LAMBDA_IS_LISTED, doc_append_map(list));
    }
    if (found > size) put_place(c, &functions[size - 1]);
    return 0;
}

/* What it has become is kept. */
static void update(struct call *c, struct lambda_function *f, const struct lambda_function *former)
{
    lambda_store_update(c, f);
    lambda_progress_update(c, f, lambda_code_is_unpacked(former) ? former : NULL);
}

int lambda_update_function_code(struct call *c)
{
    bool publishes = doc_get_bool(c->in, "Publish", false);
    struct lambda_function f, former;
    struct span zip;

    if (code_require(c, c->in, &zip) || lambda_latest_require(c, &f) || lambda_revision_check(c, f.revision) ||
        lambda_progress_check(c, &f))
        return -1;
    former = f;
    if (lambda_settings_take(c, &f)) return -1;
    code_describe(c, &f, c->in, zip);
    f.architecture = or_default(doc_text(doc_at(doc_get(c->in, "Architectures"), 0)), f.architecture);
    if (doc_get_bool(c->in, "DryRun", false)) {
        lambda_configuration_put(c, &f, LAMBDA_IS_READY, c->out);
        return 0;
    }
    lambda_function_change(c, &f);
    if (code_keep(c, &f, zip)) return -1;
    update(c, &f, &former);
    lambda_store_zips_sweep(c);
    unpack_later(c, &f);
    if (publishes) publish(c, &f);
    lambda_configuration_put(c, &f, publishes ? LAMBDA_IS_CREATED : LAMBDA_IS_UPDATED, c->out);
    return 0;
}

static void configuration_merge(struct call *c, struct lambda_function *f)
{
    struct doc *environment = doc_get(c->in, "Environment");

    f->runtime = or_default(doc_get_str(c->in, "Runtime"), f->runtime);
    f->role = or_default(doc_get_str(c->in, "Role"), f->role);
    f->handler = or_default(doc_get_str(c->in, "Handler"), f->handler);
    f->description = or_default(doc_get_str(c->in, "Description"), f->description);
    f->timeout_seconds = doc_get_int(c->in, "Timeout", f->timeout_seconds);
    f->memory_mb = doc_get_int(c->in, "MemorySize", f->memory_mb);
    f->storage_mb = doc_get_int(doc_get(c->in, "EphemeralStorage"), "Size", f->storage_mb);
    if (environment) f->environment = doc_get(environment, "Variables");
    f->dead_letter_arn = or_default(dead_letter_arn_of(c), f->dead_letter_arn); /* AWS: {} leaves it */
}

int lambda_update_function_configuration(struct call *c)
{
    struct lambda_function f, former;

    if (lambda_latest_require(c, &f) || lambda_revision_check(c, f.revision)) return -1;
    former = f;
    configuration_merge(c, &f);
    if (lambda_runtime_check(c, f.runtime) || values_check(c, &f) || lambda_variables_check(c, f.environment) ||
        dead_letter_check(c, f.dead_letter_arn))
        return -1;
    if (lambda_settings_take(c, &f) || lambda_layers_take(c, &f) || lambda_layers_size_check(c, &f)) return -1;
    if (lambda_progress_check(c, &former) || (doc_get(c->in, "Role") && role_check(c, &f))) return -1;
    if ((doc_get(c->in, "Role") || dead_letter_arn_of(c).size) && dead_letter_allow(c, &f)) return -1;
    lambda_function_change(c, &f);
    update(c, &f, &former);
    if (doc_get(c->in, "Role")) lambda_sources_follow(c, &f);
    lambda_configuration_put(c, &f, LAMBDA_IS_UPDATED, c->out);
    return 0;
}

/* AWS: a version that an alias leads to stays. */
static int aliases_check(struct call *c, const struct lambda_function *f)
{
    struct lambda_alias *aliases;
    struct buf names = { 0 };
    int found;

    aliases = lambda_alias_list(c, f, f->version, (struct span){ NULL, 0 }, LAMBDA_PAGE_MAX, &found);
    if (!found) return 0;
    for (int i = 0; i < found; i++) buf_printf(&names, "%s%.*s", i ? ", " : "", SPAN_ARG(aliases[i].name));
    fault(c, &lambda_resource_conflict, "Unable to delete version because the following aliases reference it: [%.*s]",
          SPAN_ARG(buf_span(&names)));
    buf_release(&names);
    return -1;
}

/* AWS: a version goes alone, all else with $LATEST. */
static int version_delete(struct call *c, const struct lambda_name *n)
{
    struct lambda_function f;

    if (!lambda_store_find_version(c->db, &c->arena, n->account, n->region, n->name, n->qualifier, &f)) return 0;
    if (aliases_check(c, &f)) return -1;
    lambda_store_delete_version(c, &f);
    outdate_later(c, &f);
    return 0;
}

static void all_delete(struct call *c, const struct lambda_function *latest)
{
    struct lambda_function *versions;
    int64_t after = 0;
    int found;

    do {
        versions = lambda_store_versions(c, latest, after, LAMBDA_PAGE_MAX, &found);
        for (int i = 0; i < found; i++) outdate_later(c, &versions[i]);
        if (found) after = versions[found - 1].id;
    } while (found == LAMBDA_PAGE_MAX);
    lambda_store_delete(c, latest);
    lambda_limits_follow(c, latest, -1);
}

int lambda_delete_function(struct call *c)
{
    struct lambda_function f;
    struct lambda_name n;

    if (lambda_name_require(c, &n)) return -1;
    if (span_is(n.qualifier, LAMBDA_LATEST))
        return fault(c, &lambda_invalid_parameter_value,
                     "$LATEST version cannot be deleted without deleting the function.");
    if (lambda_qualifier_is_alias(n.qualifier))
        return fault(c, &lambda_invalid_parameter_value, "Deletion of aliases is not currently supported.");
    if (lambda_latest_require(c, &f)) return -1;
    if (n.qualifier.size) return version_delete(c, &n);
    all_delete(c, &f);
    lambda_sources_follow(c, &f);
    return 0;
}
