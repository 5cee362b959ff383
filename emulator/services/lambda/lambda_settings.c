/* Settings. DIFFERS: a VPC, a key, file systems and snapshots have no effect here: see docs/lambda.md. */
#include "emulator/services/lambda/lambda_settings.h"

#include "emulator/services/lambda/lambda_faults.h"

/* --- what is not emulated ----------------------------------------------------------------------------------------- */

static int refused_check(struct call *c)
{
    static const struct {
        const char *member, *words;
    } refused[] = {
        { "ImageConfig", "Container images are not emulated by Nube: leave ImageConfig out" },
        { "CapacityProviderConfig", "Capacity providers are not emulated by Nube: leave CapacityProviderConfig out" },
        { "PublishTo", "Capacity providers are not emulated by Nube: leave PublishTo out" },
        { "DurableConfig", "Durable functions are not emulated by Nube: leave DurableConfig out" },
        { "TenancyConfig", "Tenant isolation is not emulated by Nube: leave TenancyConfig out" },
    };

    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (doc_get(c->in, refused[i].member)) return fault(c, &fault_not_implemented, "%s", refused[i].words);
    if (span_is(doc_get_str(c->in, "PackageType"), "Image"))
        return fault(c, &fault_not_implemented,
                     "Container images are not emulated by Nube: send a package of type Zip");
    return 0;
}

/* --- one by one --------------------------------------------------------------------------------------------------- */

static struct doc *list_of(struct call *c, const struct doc *map, const char *name)
{
    struct doc *list = doc_get(map, name);

    return list ? list : doc_list(&c->arena);
}

/* AWS: all of it is told once one was given, and stays when it is emptied. No VPCs are here whose id could be known. */
static int vpc_take(struct call *c, struct lambda_function *f)
{
    const struct doc *given = doc_get(c->in, "VpcConfig");
    struct doc *kept;

    if (!given || (!doc_count(given) && !doc_get(f->settings, "VpcConfig"))) return 0;
    kept = doc_put_map(f->settings, "VpcConfig");
    doc_put(kept, "SubnetIds", list_of(c, given, "SubnetIds"));
    doc_put(kept, "SecurityGroupIds", list_of(c, given, "SecurityGroupIds"));
    doc_put_str(kept, "VpcId", SPAN(""));
    doc_put_bool(kept, "Ipv6AllowedForDualStack", doc_get_bool(given, "Ipv6AllowedForDualStack", false));
    return 0;
}

/* AWS: an empty one takes it away. */
static int key_take(struct call *c, struct lambda_function *f)
{
    struct span arn = doc_get_str(c->in, "KMSKeyArn");

    if (arn.size) doc_put_str(f->settings, "KMSKeyArn", arn);
    else if (arn.data) doc_remove(f->settings, SPAN("KMSKeyArn"));
    return 0;
}

/* Of its package: with the code. */
static int source_key_take(struct call *c, struct lambda_function *f)
{
    const struct doc *code = doc_get(c->in, "Code");
    struct span arn = doc_get_str(code ? code : c->in, "SourceKMSKeyArn");

    if (arn.size) doc_put_str(f->settings, "SourceKMSKeyArn", arn);
    return 0;
}

static int files_take(struct call *c, struct lambda_function *f)
{
    struct doc *given = doc_get(c->in, "FileSystemConfigs");

    if (doc_count(given)) doc_put(f->settings, "FileSystemConfigs", given);
    else if (given) doc_remove(f->settings, SPAN("FileSystemConfigs"));
    return 0;
}

static int tracing_take(struct call *c, struct lambda_function *f)
{
    struct doc *given = doc_get(c->in, "TracingConfig");

    if (doc_get(given, "Mode")) doc_put(f->settings, "TracingConfig", given);
    return 0;
}

/* AWS: https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html#snapstart-runtimes */
static bool has_snapshots(struct span runtime)
{
    static const char *const names[] = { "java11",   "java17",     "java21",     "java25",    "dotnet8",
                                         "dotnet10", "python3.12", "python3.13", "python3.14" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(runtime, names[i])) return true;
    return false;
}

static int snap_start_take(struct call *c, struct lambda_function *f)
{
    struct doc *given = doc_get(c->in, "SnapStart");
    struct span apply = doc_get_str(given, "ApplyOn");

    if (span_is(apply, "PublishedVersions") && !has_snapshots(f->runtime))
        return fault(c, &lambda_invalid_parameter_value, "%.*s is not supported for SnapStart enabled functions.",
                     SPAN_ARG(f->runtime));
    if (apply.data) doc_put(f->settings, "SnapStart", given);
    return 0;
}

/* AWS: levels are JSON's alone, and go with it. */
static int logging_take(struct call *c, struct lambda_function *f)
{
    static const char *const names[] = { "LogFormat", "LogGroup", "ApplicationLogLevel", "SystemLogLevel" };
    struct doc *given = doc_get(c->in, "LoggingConfig"), *former = doc_get(f->settings, "LoggingConfig"), *kept;
    bool has_level = doc_get(given, "ApplicationLogLevel") || doc_get(given, "SystemLogLevel");

    if (!given) return 0;
    kept = doc_map(&c->arena);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct span text = doc_get_str(given, names[i]);
        doc_put_str(kept, names[i], text.data ? text : doc_get_str(former, names[i]));
    }
    if (!span_is(doc_get_str(kept, "LogFormat"), "JSON")) {
        if (has_level)
            return fault(c, &lambda_invalid_parameter_value,
                         "LogLevel is not supported when LogFormat is set to \"Text\". Remove LogLevel from your "
                         "request or change the LogFormat to \"JSON\" and try again.");
        doc_remove(kept, SPAN("ApplicationLogLevel"));
        doc_remove(kept, SPAN("SystemLogLevel"));
    }
    doc_put(f->settings, "LoggingConfig", kept);
    return 0;
}

int lambda_settings_take(struct call *c, struct lambda_function *f)
{
    f->settings = f->settings ? doc_shallow(&c->arena, f->settings) : doc_map(&c->arena);
    if (refused_check(c) || vpc_take(c, f) || key_take(c, f) || source_key_take(c, f) || files_take(c, f) ||
        tracing_take(c, f))
        return -1;
    return snap_start_take(c, f) || logging_take(c, f) ? -1 : 0;
}
