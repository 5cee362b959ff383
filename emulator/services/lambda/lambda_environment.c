/* AWS's variables as recorded of functions that tell theirs, with places of this machine's where it has others. */
#include "emulator/services/lambda/lambda_environment.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "emulator/core/settings.h"

#define RESERVED_MAX 40

struct environment {
    struct arena *arena;
    const struct doc *own; /* the function's, or NULL */
    char **variables;
    size_t count;
};

static void put(struct environment *e, const char *name, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void put(struct environment *e, const char *name, const char *format, ...)
{
    va_list args;
    char *value;

    va_start(args, format);
    value = arena_vprintf(e->arena, format, args);
    va_end(args);
    e->variables[e->count++] = arena_printf(e->arena, "%s=%s", name, value);
}

/* Those of a default's that the function sets itself are its own. */
#define put_default(e, name, ...)                                    \
    do {                                                             \
        if (!doc_get((e)->own, name)) put((e), (name), __VA_ARGS__); \
    } while (0)

static void put_log(struct environment *e, const struct lambda_launch *l)
{
    struct lambda_logging logging;

    lambda_function_logging(e->arena, l->function, &logging);
    put(e, "AWS_LAMBDA_LOG_GROUP_NAME", "%.*s", SPAN_ARG(logging.group));
    put(e, "AWS_LAMBDA_LOG_STREAM_NAME", "%s", l->log_stream);
    if (!logging.is_json) return;
    put(e, "AWS_LAMBDA_LOG_FORMAT", "JSON");
    put(e, "AWS_LAMBDA_LOG_LEVEL", "%.*s", SPAN_ARG(logging.application_level));
}

static void put_function(struct environment *e, const struct lambda_launch *l)
{
    const struct lambda_function *f = l->function;

    put(e, "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:%d", l->port);
    put(e, "AWS_LAMBDA_FUNCTION_NAME", "%.*s", SPAN_ARG(f->name));
    put(e, "AWS_LAMBDA_FUNCTION_VERSION", "%.*s", SPAN_ARG(f->version));
    put(e, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "%" PRId64, f->memory_mb);
    put_log(e, l);
    put(e, "AWS_LAMBDA_INITIALIZATION_TYPE", "%s", l->is_provisioned ? "provisioned-concurrency" : "on-demand");
    put(e, "AWS_REGION", "%.*s", SPAN_ARG(f->region));
    put(e, "AWS_DEFAULT_REGION", "%.*s", SPAN_ARG(f->region));
    put(e, "AWS_ACCESS_KEY_ID", "%s", l->credentials->access_key_id);
    put(e, "AWS_SECRET_ACCESS_KEY", "%s", l->credentials->secret);
    put(e, "AWS_SESSION_TOKEN", "%s", l->credentials->token);
    put(e, "_HANDLER", "%.*s", SPAN_ARG(f->handler));
}

/* Where things are. The interpreter's folder stands where AWS has /var/lang/bin. */
static void put_places(struct environment *e, const struct lambda_places *p, const char *interpreter)
{
    const char *slash = interpreter ? strrchr(interpreter, '/') : NULL;
    const char *folder = slash ? arena_printf(e->arena, "%.*s:", (int)(slash - interpreter), interpreter) : "";

    put(e, "LAMBDA_TASK_ROOT", "%s", p->task);
    put(e, "LAMBDA_RUNTIME_DIR", "%s", p->runtime);
    if (strcmp(p->opt, "/opt") != 0) put(e, "NUBE_LAMBDA_OPT", "%s", p->opt);
    put_default(e, "PATH", "%s/usr/local/bin:/usr/bin/:/bin:%s/bin", folder, p->opt);
    put_default(e, "LD_LIBRARY_PATH", "/lib64:/usr/lib64:%s:%s/lib:%s:%s/lib:%s/lib", p->runtime, p->runtime, p->task,
                p->task, p->opt);
    put_default(e, "LANG", "en_US.UTF-8");
    put_default(e, "TZ", ":UTC");
    put_default(e, "PWD", "%s", p->task);
    put_default(e, "SHLVL", "0");
}

/* The folder of an interpreter's packages, where AWS SDKs are in it that AWS has in /var/runtime/node_modules. */
static const char *sdk_folder(struct arena *a, const char *interpreter)
{
    const char *slash = strrchr(interpreter, '/');
    const char *const folders[] = {
        arena_printf(a, "%.*s/../lib/node_modules", (int)(slash - interpreter), interpreter),
        "/usr/local/lib/node_modules",
        "/usr/lib/node_modules",
        "/usr/share/nodejs",
    };

    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (access(arena_printf(a, "%s/@aws-sdk", folders[i]), F_OK) &&
            access(arena_printf(a, "%s/aws-sdk", folders[i]), F_OK))
            continue;
        return realpath(folders[i], arena_alloc(a, 4096));
    }
    return NULL;
}

static void put_node(struct environment *e, const struct lambda_places *p, int version, const char *interpreter)
{
    const char *sdk = sdk_folder(e->arena, interpreter);

    put_default(e, "NODE_PATH", "%s/nodejs/node%d/node_modules:%s/nodejs/node_modules:%s/node_modules:%s:%s%s%s",
                p->opt, version, p->opt, p->runtime, p->runtime, p->task, sdk ? ":" : "", sdk ? sdk : "");
}

/* The colon at the end stands for the interpreter's own gems, which on AWS are in /var/runtime. */
static void put_ruby(struct environment *e, const struct lambda_places *p, int version)
{
    put_default(e, "GEM_PATH", "%s/vendor/bundle/ruby/%d.%d.0:%s/ruby/gems/%d.%d.0:", p->task, version / 10,
                version % 10, p->opt, version / 10, version % 10);
    put_default(e, "RUBYLIB", "%s:%s/lib:%s/ruby/lib", p->task, p->runtime, p->opt);
}

static void put_language(struct environment *e, const struct lambda_launch *l, const struct lambda_runtime_kind *kind,
                         const char *interpreter)
{
    if (kind->language == LAMBDA_PROVIDED) return;
    put(e, "AWS_EXECUTION_ENV", "AWS_Lambda_%.*s", SPAN_ARG(l->function->runtime));
    if (kind->language == LAMBDA_PYTHON) put_default(e, "PYTHONPATH", "%s", l->places.runtime);
    else if (kind->language == LAMBDA_NODE) put_node(e, &l->places, kind->version, interpreter);
    else put_ruby(e, &l->places, kind->version);
}

/* As on AWS, where a daemon listens; here nobody does, and what is sent there is lost. */
static void put_xray(struct environment *e)
{
    put(e, "AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
    put(e, "AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2000");
    put(e, "_AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1");
    put(e, "_AWS_XRAY_DAEMON_PORT", "2000");
}

/* So that an SDK inside the function finds Nube; not on AWS, where there is nothing to find. */
static void put_endpoint(struct environment *e)
{
    bool is_any = strcmp(settings.host, "0.0.0.0") == 0 || strcmp(settings.host, "::") == 0;

    put_default(e, "AWS_ENDPOINT_URL", strchr(settings.host, ':') ? "http://[%s]:%d" : "http://%s:%d",
                is_any ? "127.0.0.1" : settings.host, settings.port);
}

char **lambda_environment_make(struct arena *a, const struct lambda_launch *l, const struct lambda_runtime_kind *kind,
                               const char *interpreter)
{
    struct environment e = { .arena = a, .own = l->function->environment };

    e.variables = ARENA_ARRAY(a, char *, RESERVED_MAX + doc_count(l->function->environment) + 1);
    put_function(&e, l);
    put_places(&e, &l->places, interpreter);
    put_language(&e, l, kind, interpreter);
    put_xray(&e);
    put_endpoint(&e);
    for (size_t i = 0; i < doc_count(l->function->environment); i++) {
        const struct doc_member *m = &l->function->environment->map.members[i];
        put(&e, arena_string(a, m->name), "%.*s", SPAN_ARG(doc_text(m->value)));
    }
    e.variables[e.count] = NULL;
    return e.variables;
}
