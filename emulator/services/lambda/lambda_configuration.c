/* What versions look like. */
#include "emulator/services/lambda/lambda_configuration.h"

#include "emulator/base/ids.h"
#include "emulator/base/times.h"

static void put_state(struct doc *out, enum lambda_told how)
{
    if (how == LAMBDA_IS_LISTED) return;
    if (how == LAMBDA_IS_CREATED) {
        doc_put_cstr(out, "State", "Pending");
        doc_put_cstr(out, "StateReason", "The function is being created.");
        doc_put_cstr(out, "StateReasonCode", "Creating");
        return;
    }
    doc_put_cstr(out, "State", "Active");
    doc_put_cstr(out, "LastUpdateStatus", how == LAMBDA_IS_UPDATED ? "InProgress" : "Successful");
    if (how != LAMBDA_IS_UPDATED) return;
    doc_put_cstr(out, "LastUpdateStatusReason", "The function is being created.");
    doc_put_cstr(out, "LastUpdateStatusReasonCode", "Creating");
}

static void put_logging(struct call *c, const struct lambda_function *f, struct doc *out)
{
    struct doc *told = doc_put_map(out, "LoggingConfig");
    struct lambda_logging logging;

    lambda_function_logging(&c->arena, f, &logging);
    doc_put_cstr(told, "LogFormat", logging.is_json ? "JSON" : "Text");
    doc_put_str(told, "ApplicationLogLevel", logging.application_level);
    doc_put_str(told, "SystemLogLevel", logging.system_level);
    doc_put_str(told, "LogGroup", logging.group);
}

static void put_layers(const struct lambda_function *f, struct doc *out)
{
    struct doc *list = f->layer_count ? doc_put_list(out, "Layers") : NULL;

    for (int i = 0; i < f->layer_count; i++) {
        struct doc *layer = doc_append_map(list);
        doc_put_str(layer, "Arn", f->layers[i].arn);
        doc_put_int(layer, "CodeSize", f->layers[i].code_bytes);
    }
}

/* What is kept as it was given. */
static void put_settings(const struct lambda_function *f, struct doc *out)
{
    static const char *const names[] = { "VpcConfig", "KMSKeyArn", "FileSystemConfigs" };
    struct doc *given;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if ((given = doc_get(f->settings, names[i]))) doc_put(out, names[i], given);
}

static void put_snap_start(const struct lambda_function *f, struct doc *out)
{
    struct span apply = doc_get_str(doc_get(f->settings, "SnapStart"), "ApplyOn");
    struct doc *told = doc_put_map(out, "SnapStart");
    bool is_on = span_is(apply, "PublishedVersions") && !span_is(f->version, LAMBDA_LATEST);

    doc_put_str(told, "ApplyOn", apply.data ? apply : SPAN("None"));
    doc_put_cstr(told, "OptimizationStatus", is_on ? "On" : "Off");
}

/* AWS: recorded; what is Pending or InProgress has a revision that is over with that. */
static void put_revision(const struct lambda_function *f, enum lambda_told how, struct doc *out)
{
    char passing[37];

    uuid_new(passing);
    if (how == LAMBDA_IS_CREATED || how == LAMBDA_IS_UPDATED) doc_put_format(out, "RevisionId", "%s", passing);
    else doc_put_str(out, "RevisionId", f->revision);
}

void lambda_configuration_put(struct call *c, const struct lambda_function *f, enum lambda_told how, struct doc *out)
{
    struct span modified = time_iso8601(&c->arena, f->modified_ms);

    doc_put_str(out, "FunctionName", f->name);
    doc_put_str(out, "FunctionArn", f->invoked_arn);
    doc_put_str(out, "Runtime", f->runtime);
    doc_put_str(out, "Role", f->role);
    doc_put_str(out, "Handler", f->handler);
    doc_put_int(out, "CodeSize", f->code_bytes);
    doc_put_str(out, "Description", f->description);
    doc_put_int(out, "Timeout", f->timeout_seconds);
    doc_put_int(out, "MemorySize", f->memory_mb);
    doc_put_format(out, "LastModified", "%.*s+0000", (int)modified.size - 1, modified.data);
    doc_put_str(out, "CodeSha256", f->code_sha256);
    doc_put_str(out, "Version", f->version);
    if (f->dead_letter_arn.size) doc_put_str(doc_put_map(out, "DeadLetterConfig"), "TargetArn", f->dead_letter_arn);
    if (f->environment) doc_put(doc_put_map(out, "Environment"), "Variables", f->environment);
    doc_put_str(doc_put_map(out, "TracingConfig"), "Mode", lambda_function_tracing(f));
    put_revision(f, how, out);
    put_state(out, how);
    doc_put_cstr(out, "PackageType", "Zip");
    doc_append_str(doc_put_list(out, "Architectures"), f->architecture);
    doc_put_int(doc_put_map(out, "EphemeralStorage"), "Size", f->storage_mb);
    put_layers(f, out);
    put_settings(f, out);
    put_snap_start(f, out);
    put_logging(c, f, out);
    if (how != LAMBDA_IS_LISTED)
        doc_put_str(doc_put_map(out, "RuntimeVersionConfig"), "RuntimeVersionArn",
                    lambda_function_runtime_arn(&c->arena, f));
}
