/* What is known of a version without the store. */
#include "emulator/services/lambda/lambda_function.h"

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/services/lambda/lambda_faults.h"

static struct span or_else(struct span given, struct span otherwise)
{
    return given.data ? given : otherwise;
}

void lambda_function_logging(struct arena *a, const struct lambda_function *f, struct lambda_logging *logging)
{
    const struct doc *given = doc_get(f->settings, "LoggingConfig");

    *logging = (struct lambda_logging){ .is_json = span_is(doc_get_str(given, "LogFormat"), "JSON"),
                                        .group = doc_get_str(given, "LogGroup") };
    if (!logging->group.data) logging->group = arena_format(a, "/aws/lambda/%.*s", SPAN_ARG(f->name));
    if (!logging->is_json) return;
    logging->application_level = or_else(doc_get_str(given, "ApplicationLogLevel"), SPAN("INFO"));
    logging->system_level = or_else(doc_get_str(given, "SystemLogLevel"), SPAN("INFO"));
}

struct span lambda_function_tracing(const struct lambda_function *f)
{
    return or_else(doc_get_str(doc_get(f->settings, "TracingConfig"), "Mode"), SPAN("PassThrough"));
}

/* Names end where a version begins: "python" "3.12", "nodejs" "22.x", "provided." "al2023". */
struct span lambda_function_runtime_version(struct arena *a, const struct lambda_function *f)
{
    struct span name = f->runtime, version;
    size_t at = 0;

    while (at < name.size && name.data[at] != '.' && (name.data[at] < '0' || name.data[at] > '9')) at++;
    version = span_sub(name, at + (at < name.size && name.data[at] == '.'), SIZE_MAX);
    if (span_ends(version, ".x")) version.size -= 2;
    return arena_format(a, "%.*s:%.*s.v1", SPAN_ARG(span_sub(name, 0, at)), SPAN_ARG(version));
}

struct span lambda_function_runtime_arn(struct arena *a, const struct lambda_function *f)
{
    struct span pinned = doc_get_str(doc_get(f->settings, "RuntimeManagement"), "RuntimeVersionArn");
    unsigned char digest[32];
    char hex[65];

    if (pinned.data) return pinned;
    sha256(f->runtime, digest);
    hex_encode(digest, sizeof digest, hex);
    return arena_format(a, "arn:aws:lambda:%.*s::runtime:%s", SPAN_ARG(f->region), hex);
}

void lambda_function_qualify(struct arena *a, struct lambda_function *f, struct span qualifier)
{
    f->qualifier = qualifier;
    f->invoked_arn = qualifier.size ? arena_format(a, "%.*s:%.*s", SPAN_ARG(f->arn), SPAN_ARG(qualifier)) : f->arn;
}

static struct span kept(struct arena *a, struct span text)
{
    return text.data ? arena_span(a, text) : text;
}

static struct doc *doc_or_null(struct arena *a, const struct doc *d)
{
    return d ? doc_copy(a, d) : NULL;
}

void lambda_function_copy(struct arena *a, const struct lambda_function *f, struct lambda_function *copy)
{
    struct span *const texts[] = { &copy->account,     &copy->region,     &copy->name,         &copy->version,
                                   &copy->qualifier,   &copy->arn,        &copy->invoked_arn,  &copy->revision,
                                   &copy->runtime,     &copy->role,       &copy->handler,      &copy->description,
                                   &copy->code_sha256, &copy->hot_folder, &copy->architecture, &copy->dead_letter_arn };
    struct doc **const docs[] = { &copy->environment, &copy->settings, &copy->tags, &copy->common };

    *copy = *f;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) *texts[i] = kept(a, *texts[i]);
    for (size_t i = 0; i < sizeof docs / sizeof *docs; i++) *docs[i] = doc_or_null(a, *docs[i]);
    for (int i = 0; i < copy->layer_count; i++) {
        copy->layers[i].arn = kept(a, copy->layers[i].arn);
        copy->layers[i].code_sha256 = kept(a, copy->layers[i].code_sha256);
    }
}

void lambda_function_revise(struct call *c, struct lambda_function *f)
{
    char *id = arena_alloc(&c->arena, 37);

    uuid_new(id);
    f->revision = span_of(id);
}

void lambda_function_change(struct call *c, struct lambda_function *f)
{
    lambda_function_revise(c, f);
    f->edition++;
    f->modified_ms = c->now_ms;
}

int lambda_revision_check(struct call *c, struct span revision)
{
    struct span wanted = doc_get_str(c->in, "RevisionId");

    if (!wanted.data || span_eq(wanted, revision)) return 0;
    return fault(
        c, &lambda_precondition_failed,
        "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id");
}
