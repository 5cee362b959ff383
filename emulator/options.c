/* Each option is a row; its variable in the environment is the same option, and the command line wins. */
#include "emulator/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/ids.h"
#include "emulator/base/log.h"
#include "emulator/base/span.h"
#include "emulator/core/settings.h"
#include "emulator/edge/authorise.h"
#include "emulator/edge/tls_names.h"
#include "emulator/store/ephemeral.h"
#include "emulator/version.h"

static const char help[] =
    "nube: AWS on this machine, on one port\n"
    "\n"
    "Usage: nube [OPTION]…\n"
    "       nube ca [--data-dir DIR]    the certificate of its authority, and how to trust it\n"
    "\n"
    "  --host ADDRESS        listen on this address, ::: all  (127.0.0.1 and ::1; NUBE_HOST)\n"
    "  --port N              listen on this port, 0: any      (4566; NUBE_PORT)\n"
    "  --tls-port N          by TLS on this port, too         (none; NUBE_TLS_PORT)\n"
    "  --tls-name NAMES      have certificates for these names and addresses, too: a.test,192.168.1.7 (NUBE_TLS_NAME)\n"
    "  --tls-cert FILE, --tls-key FILE  one's own certificate with its chain, and its key (NUBE_TLS_CERT, NUBE_TLS_KEY)\n"
    "  --data-dir DIR        keep everything here             (.nube; NUBE_DATA_DIR)\n"
    "  --ephemeral           keep nothing: a temporary folder that goes at exit (NUBE_EPHEMERAL=1)\n"
    "  --durability LEVEL    normal: survives a kill; full: survives a power cut too (normal; NUBE_DURABILITY)\n"
    "  --workers N           threads, one a connection, 4 to 4096 (128; NUBE_WORKERS)\n"
    "  --edge-cache-mb N     how much of what distributions serve is kept in memory, 1 to 65536 (64; NUBE_EDGE_CACHE_MB)\n"
    "  --smtp HOST:PORT      also send e-mails by this SMTP server (NUBE_SMTP)\n"
    "  --allow-origin ORIGIN let pages of this origin, or *, use the APIs (NUBE_ALLOW_ORIGIN)\n"
    "  --allow-host NAMES    be reached by these names, too: a.test,*.b.test, or * (NUBE_ALLOW_HOST)\n"
    "  --dynamodb-throttling provisioned tables keep to their capacity (NUBE_DYNAMODB_THROTTLING=1)\n"
    "  --iam MODE            policies: enforce, soft (log what would be refused) or off  (enforce; NUBE_IAM)\n"
    "  --states-mock-config FILE  answers for tasks of Step Functions' test cases (SFN_MOCK_CONFIG)\n"
    "  --lambda-runtime RUNTIME=FILE  run functions of this runtime by this interpreter: python3.12=/opt/py312/bin/python3\n"
    "                        (the nearest in PATH; may be given again; NUBE_LAMBDA_RUNTIME takes several, parted by commas)\n"
    "  --init DIR            run this folder's *.sh once Nube answers (NUBE_INIT)\n"
    "  --log-level LEVEL     error, warn, info or debug       (info; NUBE_LOG_LEVEL)\n"
    "  --help, --version\n"
    "\n"
    "NUBE_LAMBDA_WRAP_<function>='gdbserver :1234' runs its processes under this command, or 'node --inspect=9229', without limits of time.\n"
    "Point any AWS SDK or the AWS CLI at it with AWS_ENDPOINT_URL=http://127.0.0.1:4566 and any credentials.\n";

static bool number_of(const char *text, int64_t min, int64_t max, int *value)
{
    int64_t number;

    if (!span_int(span_of(text), &number) || number < min || number > max) return false;
    *value = (int)number;
    return true;
}

/* Those of IPv6 have the loopback address of IPv4 beside them, where civetweb is. */
static bool set_host(const char *v)
{
    bool is_ipv6 = strchr(v, ':') != NULL, is_local = strcmp(v, "localhost") == 0;

    settings.host_ipv6 = is_local ? "::1" : is_ipv6 ? v : NULL;
    settings.needs_ipv6 = is_ipv6;
    settings.host = strcmp(v, "::") == 0 ? "0.0.0.0" : is_ipv6 || is_local ? "127.0.0.1" : v;
    return *v != '\0';
}
static bool set_port(const char *v)
{
    int port;

    if (!number_of(v, 0, 65535, &port)) return false;
    settings.port = port;
    return true;
}
static bool set_tls_port(const char *v)
{
    return number_of(v, 0, 65535, &settings.tls_port);
}
static bool set_tls_name(const char *v)
{
    return settings.tls_name = v, tls_names_are(v);
}
static bool set_tls_cert(const char *v)
{
    return settings.tls_cert = v, *v != '\0';
}
static bool set_tls_key(const char *v)
{
    return settings.tls_key = v, *v != '\0';
}
static bool set_data_dir(const char *v)
{
    return settings.data_dir = v, *v != '\0';
}
static bool set_workers(const char *v)
{
    return number_of(v, 4, 4096, &settings.workers);
}
static bool set_edge_cache_mb(const char *v)
{
    return number_of(v, 1, 65536, &settings.edge_cache_mb);
}
static bool set_log_level(const char *v)
{
    return log_level_set(v);
}
static bool set_allow_origin(const char *v)
{
    return settings.allow_origin = v, *v != '\0';
}

static bool set_allow_host(const char *v)
{
    return settings.allow_host = v, *v != '\0';
}

static bool set_states_mock_config(const char *v)
{
    return settings.states_mock_config = v, *v != '\0';
}

static bool set_init(const char *v)
{
    return settings.init_dir = v, *v != '\0';
}

/* Commas part several: a variable is there once only. */
static bool set_lambda_runtime(const char *v)
{
    struct span rest = span_of(v), one;

    while (span_split(&rest, ',', &one)) {
        bool has_both = span_find(one, '=') > 0 && span_find(one, '=') + 1 < one.size;
        if (!has_both || settings.lambda_runtime_count == LAMBDA_RUNTIMES_MAX) return false;
        settings.lambda_runtimes[settings.lambda_runtime_count++] = strndup(one.data, one.size);
    }
    return true;
}

static bool set_ephemeral(const char *v)
{
    settings.is_ephemeral = !v || strcmp(v, "1") == 0 || strcmp(v, "true") == 0;
    return !v || settings.is_ephemeral || strcmp(v, "0") == 0 || strcmp(v, "false") == 0;
}

static bool set_dynamodb_throttling(const char *v)
{
    settings.dynamodb_throttling = !v || strcmp(v, "1") == 0 || strcmp(v, "true") == 0;
    return !v || settings.dynamodb_throttling || strcmp(v, "0") == 0 || strcmp(v, "false") == 0;
}

static bool set_durability(const char *v)
{
    settings.is_fully_durable = strcmp(v, "full") == 0;
    return settings.is_fully_durable || strcmp(v, "normal") == 0;
}

static bool set_smtp(const char *v)
{
    const char *colon = strrchr(v, ':');
    int port;

    settings.smtp = v;
    return colon && colon > v && number_of(colon + 1, 1, 65535, &port);
}

static bool set_iam(const char *v)
{
    enum authorise_mode mode;

    if (!authorise_mode_read(v, &mode)) return false;
    settings.iam = mode;
    return true;
}

static const struct option {
    const char *name, *variable;
    bool (*set)(const char *value);
    bool is_flag;
    const char *takes;
} options[] = {
    { "--host", "NUBE_HOST", set_host, false, "an address" },
    { "--port", "NUBE_PORT", set_port, false, "a number from 0 to 65535" },
    { "--tls-port", "NUBE_TLS_PORT", set_tls_port, false, "a number from 0 to 65535" },
    { "--tls-name", "NUBE_TLS_NAME", set_tls_name, false, "names and addresses: a.test,*.b.test,192.168.1.7" },
    { "--tls-cert", "NUBE_TLS_CERT", set_tls_cert, false, "a file" },
    { "--tls-key", "NUBE_TLS_KEY", set_tls_key, false, "a file" },
    { "--data-dir", "NUBE_DATA_DIR", set_data_dir, false, "a folder" },
    { "--ephemeral", "NUBE_EPHEMERAL", set_ephemeral, true, "0 or 1" },
    { "--durability", "NUBE_DURABILITY", set_durability, false, "normal or full" },
    { "--edge-cache-mb", "NUBE_EDGE_CACHE_MB", set_edge_cache_mb, false, "a number from 1 to 65536" },
    { "--workers", "NUBE_WORKERS", set_workers, false, "a number from 4 to 4096" },
    { "--smtp", "NUBE_SMTP", set_smtp, false, "HOST:PORT" },
    { "--allow-origin", "NUBE_ALLOW_ORIGIN", set_allow_origin, false, "an origin, or *" },
    { "--allow-host", "NUBE_ALLOW_HOST", set_allow_host, false, "names, or *" },
    { "--dynamodb-throttling", "NUBE_DYNAMODB_THROTTLING", set_dynamodb_throttling, true, "0 or 1" },
    { "--iam", "NUBE_IAM", set_iam, false, "enforce, soft or off" },
    { "--states-mock-config", "SFN_MOCK_CONFIG", set_states_mock_config, false, "a file" },
    { "--lambda-runtime", "NUBE_LAMBDA_RUNTIME", set_lambda_runtime, false, "RUNTIME=FILE" },
    { "--init", "NUBE_INIT", set_init, false, "a folder" },
    { "--log-level", "NUBE_LOG_LEVEL", set_log_level, false, "error, warn, info or debug" },
};

#define OPTION_COUNT (sizeof options / sizeof *options)

static int wrong(const char *name, const char *what, const char *given)
{
    fprintf(stderr, "nube: %s %s%s%s; see nube --help\n", name, what, given ? ", not " : "", given ? given : "");
    return 2;
}

/* LocalStack's, for which Nube has no such thing or another name. */
static const char *const localstacks[] = { "SERVICES", "GATEWAY_LISTEN", "PERSISTENCE", "EDGE_PORT",
                                           "LAMBDA_EXECUTOR" };

extern char **environ;

static bool is_known(struct span name)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (span_is(name, options[i].variable)) return true;
    return false;
}

/* A variable that is misspelt would else be ignored without a word. */
static void environment_warn(void)
{
    for (char **at = environ; *at; at++) {
        struct span name = span_of(*at);
        name = span_sub(name, 0, span_find(name, '='));
        if (span_starts(name, "NUBE_") && !span_starts(name, "NUBE_LAMBDA_WRAP_") && !is_known(name))
            log_warn("%.*s is set, and is no variable of nube's; see nube --help", SPAN_ARG(name));
    }
    for (size_t i = 0; i < sizeof localstacks / sizeof *localstacks; i++)
        if (getenv(localstacks[i])) log_warn("%s is LocalStack's, and is not heeded; see nube --help", localstacks[i]);
}

static int environment_read(void)
{
    environment_warn();
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const char *value = getenv(options[i].variable);
        char takes[64];
        if (!value || !*value) continue;
        snprintf(takes, sizeof takes, "takes %s", options[i].takes);
        if (!options[i].set(value)) return wrong(options[i].variable, takes, value);
    }
    return -1;
}

static const struct option *option_find(const char *argument, size_t length)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (strlen(options[i].name) == length && strncmp(options[i].name, argument, length) == 0) return &options[i];
    return NULL;
}

/* Takes argv[*at], and its value where that is the next argument. */
static int argument_read(int argc, char **argv, int *at)
{
    const char *argument = argv[*at], *equals = strchr(argument, '='), *value = equals ? equals + 1 : NULL;
    const struct option *o = option_find(argument, equals ? (size_t)(equals - argument) : strlen(argument));
    char takes[64];

    if (!o) return wrong(argument, "is no option of nube", NULL);
    if (o->is_flag && value) return wrong(o->name, "takes no value", NULL);
    if (!o->is_flag && !value) value = *at + 1 < argc ? argv[++*at] : NULL;
    snprintf(takes, sizeof takes, "takes %s", o->takes);
    if (!o->is_flag && !value) return wrong(o->name, takes, NULL);
    return o->set(value) ? -1 : wrong(o->name, takes, value);
}

static int ephemeral_begin(const char *data_dir_default)
{
    const char *path = settings.is_ephemeral ? ephemeral_make() : NULL;

    if (!settings.is_ephemeral) return -1;
    if (!path) return 1;
    if (strcmp(settings.data_dir, data_dir_default) != 0)
        log_warn("%s is not used: --ephemeral keeps nothing", settings.data_dir);
    settings.data_dir = path;
    return -1;
}

int options_parse(int argc, char **argv)
{
    const char *data_dir_default = settings.data_dir;
    int done;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return fputs(help, stdout), 0;
        if (strcmp(argv[i], "--version") == 0) return printf("nube %s\n", NUBE_VERSION), 0;
    }
    done = environment_read();
    for (int i = 1; i < argc && done < 0; i++) done = argument_read(argc, argv, &i);
    return done < 0 ? ephemeral_begin(data_dir_default) : done;
}
