/* deploy: creates the order application on AWS, or brings it up to date. See --help. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/deploy/deploy.h"

void deploy_arn(const struct deploy *deploy, const char *service, const char *resource, char *arn, size_t size)
{
    snprintf(arn, size, "arn:aws:%s:%s:%s:%s", service, aws_client_region(deploy->client), deploy->account, resource);
}

bool deploy_read_file(struct deploy *deploy, const char *path, struct text *out)
{
    char buffer[64 * 1024];
    size_t length;
    FILE *file = fopen(path, "re");
    bool ok;

    if (!file) {
        aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "%s: %s", path, strerror(errno));
        return false;
    }
    while ((length = fread(buffer, 1, sizeof buffer, file))) text_append(out, buffer, length);
    ok = !ferror(file) && out->length && !out->overflow;
    if (!ok) aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "%s: cannot be read, is empty or too large", path);
    fclose(file);
    return ok;
}

/* --- options -------------------------------------------------------------------------------------------------- */

static void main_print_help(void)
{
    puts("Usage: deploy --functions DIR --definition FILE --payment-url URL --shipment-url URL [options]\n"
         "\n"
         "Creates the order application on AWS, or brings it up to date: table, queues, topic, roles, functions,\n"
         "state machine, pipe, REST API. Running it again does no harm. Prints a line `name: value` a resource.\n"
         "\n"
         "  --functions DIR          where app_server.zip and process_order.zip are\n"
         "  --definition FILE        the state machine's definition\n"
         "  --payment-url URL        the payment system\n"
         "  --shipment-url URL       the shipment system\n"
         "  --notify-email ADDRESS   who is told of shipped orders (NOTIFY_EMAIL, or customer@example.com)\n"
         "  --allowed-origin ORIGIN  the web origin that may use the API (ALLOWED_ORIGIN, or *)\n"
         "  --function-endpoint URL  AWS_ENDPOINT_URL for the functions (FUNCTION_ENDPOINT_URL; unset: AWS's own)\n"
         "  --api-url-format FORMAT  how the API is called, with {id}, {region} and {stage} in it\n"
         "                           (API_URL_FORMAT, or https://{id}.execute-api.{region}.amazonaws.com/{stage})\n"
         "  --help\n"
         "\n"
         "Credentials, region and endpoints come from the environment and the shared files, as for every AWS SDK.");
}

static const char *main_setting(const char *variable, const char *otherwise)
{
    const char *value = getenv(variable);

    return value && *value ? value : otherwise;
}

/* 0, or 2 with an error that was printed. */
static int main_require(const struct deploy_options *options)
{
    const struct {
        const char *name, *value;
    } required[] = { { "functions", options->functions },
                     { "definition", options->definition },
                     { "payment-url", options->payment_url },
                     { "shipment-url", options->shipment_url } };

    for (size_t i = 0; i < sizeof required / sizeof *required; i++) {
        if (required[i].value && *required[i].value) continue;
        fprintf(stderr, "deploy: --%s is required; see --help\n", required[i].name);
        return 2;
    }
    return 0;
}

/* Returns 0 to go on, 1 to end well, 2 to end with an error that was printed. */
static int main_read_options(int argc, char **argv, struct deploy_options *options)
{
    static const struct option known[] = {
        { "functions", required_argument, NULL, 'f' },
        { "definition", required_argument, NULL, 'd' },
        { "payment-url", required_argument, NULL, 'p' },
        { "shipment-url", required_argument, NULL, 's' },
        { "notify-email", required_argument, NULL, 'n' },
        { "allowed-origin", required_argument, NULL, 'o' },
        { "function-endpoint", required_argument, NULL, 'e' },
        { "api-url-format", required_argument, NULL, 'u' },
        { "help", no_argument, NULL, 'h' },
        { 0 },
    };
    int option;

    while ((option = getopt_long(argc, argv, "", known, NULL)) >= 0) {
        switch (option) {
        case 'f': options->functions = optarg; break;
        case 'd': options->definition = optarg; break;
        case 'p': options->payment_url = optarg; break;
        case 's': options->shipment_url = optarg; break;
        case 'n': options->notify_email = optarg; break;
        case 'o': options->allowed_origin = optarg; break;
        case 'e': options->function_endpoint = optarg; break;
        case 'u': options->api_url_format = optarg; break;
        case 'h': main_print_help(); return 1;
        default: return 2; /* getopt has said why */
        }
    }
    if (optind < argc) {
        fprintf(stderr, "deploy: unexpected argument: %s\n", argv[optind]);
        return 2;
    }
    return main_require(options);
}

/* --- the parts ------------------------------------------------------------------------------------------------ */

static int main_account(struct deploy *deploy)
{
    return sts_account(deploy->client, deploy->account, &deploy->error);
}

/* The API's URL: the format with its names replaced. */
static void main_print_api_url(const struct deploy *deploy)
{
    const struct {
        const char *name;
        const char *value;
    } names[] = { { "{id}", deploy->api_id },
                  { "{region}", aws_client_region(deploy->client) },
                  { "{stage}", DEPLOY_STAGE } };
    const char *c = deploy->options.api_url_format;

    fputs("api: ", stdout);
    while (*c) {
        size_t i = 0, count = sizeof names / sizeof *names;

        while (i < count && strncmp(c, names[i].name, strlen(names[i].name))) i++;
        if (i < count) fputs(names[i].value, stdout);
        else putchar(*c);
        c += i < count ? strlen(names[i].name) : 1;
    }
    putchar('\n');
}

static int main_deploy(struct deploy *deploy)
{
    const struct {
        const char *name;
        int (*run)(struct deploy *deploy);
        const char *value; /* printed when it is done; NULL: nothing */
    } parts[] = {
        { "account", main_account, deploy->account },
        { "table", deploy_table, DEPLOY_TABLE },
        { "queue", deploy_queue, deploy->queue_url },
        { "topic", deploy_topic, deploy->topic_arn },
        { "roles", deploy_roles, NULL },
        { "functions", deploy_functions, DEPLOY_SERVER " " DEPLOY_PROCESS },
        { "state-machine", deploy_state_machine, deploy->state_machine_arn },
        { "pipe", deploy_pipe, deploy->pipe_arn },
        { "api", deploy_api, NULL },
    };
    size_t i;

    for (i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].run(deploy)) {
            fprintf(stderr, "deploy: %s: %s: %s\n", parts[i].name, deploy->error.code, deploy->error.message);
            return -1;
        }
        if (parts[i].value) printf("%s: %s\n", parts[i].name, parts[i].value);
        fflush(stdout);
    }
    main_print_api_url(deploy);
    return 0;
}

int main(int argc, char **argv)
{
    enum { CONNECT_TIMEOUT_MS = 5000, UPLOAD_TIMEOUT_MS = 120000 };
    static struct deploy deploy;
    int status;

    deploy.options = (struct deploy_options){
        .notify_email = main_setting("NOTIFY_EMAIL", "customer@example.com"),
        .allowed_origin = main_setting("ALLOWED_ORIGIN", "*"),
        .function_endpoint = main_setting("FUNCTION_ENDPOINT_URL", NULL),
        .api_url_format = main_setting("API_URL_FORMAT", "https://{id}.execute-api.{region}.amazonaws.com/{stage}"),
    };
    status = main_read_options(argc, argv, &deploy.options);
    if (status) return status == 1 ? EXIT_SUCCESS : 2;
    deploy.client = aws_client_new(&deploy.error);
    if (!deploy.client) {
        fprintf(stderr, "deploy: %s\n", deploy.error.message);
        return EXIT_FAILURE;
    }
    aws_client_set_timeouts(deploy.client, CONNECT_TIMEOUT_MS, UPLOAD_TIMEOUT_MS);
    status = main_deploy(&deploy) ? EXIT_FAILURE : EXIT_SUCCESS;
    aws_client_free(deploy.client);
    return status;
}
