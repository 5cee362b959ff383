/* deploy: brings the order application to an AWS account, or takes it down. See --help. */
#include <cjson/cJSON.h>
#include <ctype.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/deploy/deploy.h"
#include "app/deploy/deploy_backup.h"
#include "app/deploy/deploy_status.h"
#include "app/deploy/kind_api_account.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_partition.h"
#include "app/sdk/sts_client.h"

enum { CONNECT_TIMEOUT_MS = 5000, UPLOAD_TIMEOUT_MS = 120000, PREFIX_MAX = 19, EXIT_NEEDS_HELP = 3 };

enum main_task { TASK_APPLY, TASK_DESTROY, TASK_BACKUP, TASK_STATUS, TASK_REDRIVE };

struct main_options {
    enum main_task task;
    const char *prefix;
    const char *functions;
    const char *definition;
    const char *payment_url;
    const char *shipment_url;
    const char *notify_email;
    const char *allowed_origin;
    const char *function_endpoint;
    const char *api_url_format;
    const char *site_url_format;
    const char *frontend;
    bool is_website;
    bool is_quiet;
};

/* --- options -------------------------------------------------------------------------------------------------- */

static void main_print_help(void)
{
    puts(
        "Usage: deploy --functions DIR --definition FILE [--payment-url URL] [--shipment-url URL] [options]\n"
        "       deploy --destroy | --backup | --status | --redrive [--prefix NAME]\n"
        "\n"
        "Brings the order application to an AWS account: what is missing is created, what differs is updated, the rest\n"
        "is left alone. Progress goes to standard error; then a line `name: value` for each address.\n"
        "\n"
        "  --functions DIR          where the functions' packages are\n"
        "  --definition FILE        the state machine's definition\n"
        "  --payment-url URL        the payment system (unset: a simulated one, a function of its own)\n"
        "  --shipment-url URL       the shipment system (unset: a simulated one, a function of its own)\n"
        "  --prefix NAME            begins every name, so that several stand in one account: shop gives shop-Orders\n"
        "  --notify-email ADDRESS   who of the shop is told of orders (NOTIFY_EMAIL; unset: nobody)\n"
        "  --allowed-origin ORIGIN  the web origin that may use the API (ALLOWED_ORIGIN, or *)\n"
        "  --function-endpoint URL  AWS_ENDPOINT_URL for the functions (FUNCTION_ENDPOINT_URL; unset: AWS's own)\n"
        "  --api-url-format FORMAT  how the API is called, with {id}, {region} and {stage} in it (API_URL_FORMAT; unset:\n"
        "                           AWS's own)\n"
        "  --frontend DIR           the shop's pages (FRONTEND, or frontend/dist); without an index.html they are left out\n"
        "  --website                serves the pages from a public bucket, without CloudFront\n"
        "  --site-url-format FORMAT how the shop is called, with {domain}, {bucket}, {region} and {suffix} in it\n"
        "                           (SITE_URL_FORMAT; unset: AWS's own)\n"
        "  --destroy                removes all of it, the orders and their backups, too\n"
        "  --backup                 makes the table's backup of today and removes those older than a week: run it daily\n"
        "  --status                 tells what is parked on the dead-letter queue, and why\n"
        "  --redrive                brings what is parked home to the order queue\n"
        "  --quiet                  no progress\n"
        "  --help\n"
        "\n"
        "What is its own it knows by the tag " DEPLOY_TAG "; anything else of the same name is refused.\n"
        "Credentials, region and endpoints come from the environment and the shared files, as for every AWS SDK.");
}

static const char *main_setting(const char *variable, const char *otherwise)
{
    const char *value = getenv(variable);

    return value && *value ? value : otherwise;
}

/* AWS: role names have 64 characters at most, buckets lower case alone. */
static bool main_prefix_is_valid(const char *prefix)
{
    size_t length = strlen(prefix);

    for (size_t i = 0; i < length; i++) {
        bool is_letter = prefix[i] >= 'a' && prefix[i] <= 'z', is_digit = prefix[i] >= '0' && prefix[i] <= '9';

        if (!is_letter && (i == 0 || (!is_digit && prefix[i] != '-'))) return false;
    }
    return length <= PREFIX_MAX && (!length || prefix[length - 1] != '-');
}

/* 0, or 2 with an error that was printed. */
static int main_check(const struct main_options *options)
{
    const struct {
        const char *name, *value;
    } required[] = { { "functions", options->functions }, { "definition", options->definition } };

    if (!main_prefix_is_valid(options->prefix)) {
        fprintf(stderr, "deploy: --prefix: at most %d of a-z, 0-9 and -, a letter first and no - last\n", PREFIX_MAX);
        return 2;
    }
    for (size_t i = 0; options->task == TASK_APPLY && i < sizeof required / sizeof *required; i++) {
        if (required[i].value && *required[i].value) continue;
        fprintf(stderr, "deploy: --%s is required; see --help\n", required[i].name);
        return 2;
    }
    return 0;
}

static const struct option main_known[] = {
    { "functions", required_argument, NULL, 'f' },
    { "definition", required_argument, NULL, 'd' },
    { "payment-url", required_argument, NULL, 'p' },
    { "shipment-url", required_argument, NULL, 's' },
    { "prefix", required_argument, NULL, 'x' },
    { "notify-email", required_argument, NULL, 'n' },
    { "allowed-origin", required_argument, NULL, 'o' },
    { "function-endpoint", required_argument, NULL, 'e' },
    { "api-url-format", required_argument, NULL, 'u' },
    { "frontend", required_argument, NULL, 'r' },
    { "website", no_argument, NULL, 'w' },
    { "site-url-format", required_argument, NULL, 't' },
    { "destroy", no_argument, NULL, 'D' },
    { "backup", no_argument, NULL, 'B' },
    { "status", no_argument, NULL, 'S' },
    { "redrive", no_argument, NULL, 'R' },
    { "quiet", no_argument, NULL, 'q' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
};

/* Returns 0 to go on, 1 to end well, 2 to end with an error that was printed. */
static int main_read_options(int argc, char **argv, struct main_options *options)
{
    int option;

    while ((option = getopt_long(argc, argv, "", main_known, NULL)) >= 0) {
        switch (option) {
        case 'f': options->functions = optarg; break;
        case 'd': options->definition = optarg; break;
        case 'p': options->payment_url = optarg; break;
        case 's': options->shipment_url = optarg; break;
        case 'x': options->prefix = optarg; break;
        case 'n': options->notify_email = optarg; break;
        case 'o': options->allowed_origin = optarg; break;
        case 'e': options->function_endpoint = optarg; break;
        case 'u': options->api_url_format = optarg; break;
        case 'r': options->frontend = optarg; break;
        case 'w': options->is_website = true; break;
        case 't': options->site_url_format = optarg; break;
        case 'D': options->task = TASK_DESTROY; break;
        case 'B': options->task = TASK_BACKUP; break;
        case 'S': options->task = TASK_STATUS; break;
        case 'R': options->task = TASK_REDRIVE; break;
        case 'q': options->is_quiet = true; break;
        case 'h': main_print_help(); return 1;
        default: return 2; /* getopt has said why */
        }
    }
    if (optind == argc) return main_check(options);
    fprintf(stderr, "deploy: unexpected argument: %s\n", argv[optind]);
    return 2;
}

/* --- the template's parameters -------------------------------------------------------------------------------- */

static bool main_has_frontend(const struct main_options *options)
{
    char index[4096];

    snprintf(index, sizeof index, "%s/index.html", options->frontend);
    return !access(index, R_OK);
}

/* Does API Gateway log by another role than the one that the template has? */
static int main_set_log_role(struct deploy *deploy)
{
    const cJSON *values = deploy->template.values;
    char role[DEPLOY_ARN_SIZE];
    bool has_another = false;

    snprintf(role, sizeof role, "arn:%s:iam::%s:role/%sApiGatewayLogsRole-%s",
             aws_json_string(values, "AWS::Partition"), aws_json_string(values, "AWS::AccountId"),
             aws_json_string(values, "Prefix"), aws_json_string(values, "AWS::Region"));
    if (api_account_has_another(deploy, role, &has_another)) return -1;
    deploy_template_set(&deploy->template, "ApiLogsRole", has_another ? "another" : "");
    return 0;
}

/* What is left out or stands in for something, of what was not given. */
static void main_say_absent(const struct deploy *deploy, const struct main_options *options, bool has_frontend)
{
    if (!has_frontend)
        deploy_say(deploy, "%s/index.html is not there: the shop's pages are not deployed", options->frontend);
    if (!*options->payment_url) deploy_say(deploy, "no --payment-url: payment is simulated, and nobody is charged");
    if (!*options->shipment_url) deploy_say(deploy, "no --shipment-url: shipment is simulated, and nothing is sent");
}

static int main_set_parameters(struct deploy *deploy, const struct main_options *options)
{
    const char *region = aws_client_region(deploy->client);
    const struct aws_partition *partition = aws_partition_of(region);
    char account[STS_ACCOUNT_SIZE], prefix[PREFIX_MAX + 2];
#ifdef __aarch64__
    const char *architecture = "arm64"; /* the packages are made of this machine's own programs */
#else
    const char *architecture = "x86_64";
#endif
    bool has_frontend = main_has_frontend(options);
    const char *const values[][2] = {
        { "AWS::AccountId", account },
        { "AWS::Region", region },
        { "AWS::Partition", partition->name },
        { "AWS::URLSuffix", partition->dns_suffix },
        { "Prefix", prefix },
        { "PaymentUrl", options->payment_url },
        { "ShipmentUrl", options->shipment_url },
        { "NotifyEmail", options->notify_email },
        { "AllowedOrigin", options->allowed_origin },
        { "FunctionEndpoint", options->function_endpoint },
        { "Frontend", has_frontend ? options->frontend : "" },
        { "Site", !has_frontend         ? ""
                  : options->is_website ? "website"
                                        : "distribution" },
        { "Architecture", architecture },
        { "Stage", "api" },
    };

    if (options->task == TASK_APPLY) main_say_absent(deploy, options, has_frontend);
    if (sts_account(deploy->client, account, &deploy->error)) return -1;
    snprintf(prefix, sizeof prefix, "%s%s", options->prefix, *options->prefix ? "-" : "");
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        deploy_template_set(&deploy->template, values[i][0], values[i][1] ? values[i][1] : "");
    return options->task == TASK_APPLY ? main_set_log_role(deploy) : 0;
}

/* --- the report ----------------------------------------------------------------------------------------------- */

/* "StateMachine" is printed as "state-machine". */
static void main_print_name(const char *name)
{
    for (const char *c = name; *c; c++) {
        if (c > name && isupper((unsigned char)*c)) putchar('-');
        putchar(tolower((unsigned char)*c));
    }
}

static int main_print_outputs(struct deploy *deploy)
{
    const cJSON *output;

    cJSON_ArrayForEach(output, aws_json_member(deploy->template.tree, "Outputs"))
    {
        cJSON *value = deploy_template_resolve(&deploy->template, aws_json_member(output, "Value"), &deploy->error);

        if (!value) return -1;
        main_print_name(output->string);
        printf(": %s\n", cJSON_GetStringValue(value));
        cJSON_Delete(value);
    }
    return 0;
}

/* A line `name: value`, of a format with its names, "{id}", replaced by what the template's values are. */
static void main_print_url(const struct deploy *deploy, const char *label, const char *format)
{
    static const char *const names[][2] = { { "{id}", "OrdersApi" },          { "{region}", "AWS::Region" },
                                            { "{suffix}", "AWS::URLSuffix" }, { "{domain}", "Distribution.DomainName" },
                                            { "{bucket}", "FrontendBucket" }, { "{stage}", "Stage" } };

    printf("%s: ", label);
    while (*format) {
        size_t i = 0, count = sizeof names / sizeof *names;
        const char *value;

        while (i < count && strncmp(format, names[i][0], strlen(names[i][0])) != 0) i++;
        value = i < count ? aws_json_string(deploy->template.values, names[i][1]) : NULL;
        if (value) fputs(value, stdout);
        else putchar(*format);
        format += value ? strlen(names[i][0]) : 1;
    }
    putchar('\n');
}

/* AWS: websites of the older regions have a dash before the region, those of the others a dot. */
static bool main_website_has_dash(const char *region)
{
    static const char *const older[] = { "us-east-1",      "us-west-1", "us-west-2", "ap-southeast-1", "ap-southeast-2",
                                         "ap-northeast-1", "eu-west-1", "sa-east-1", "us-gov-west-1",  NULL };
    const char *const *each = older;

    while (*each && strcmp(*each, region) != 0) each++;
    return *each;
}

/* The shop's address: of the distribution, or of the website. Of pages that were left alone none is told. */
static void main_print_site(const struct deploy *deploy, const struct main_options *options)
{
    const char *site = aws_json_string(deploy->template.values, "Site");
    const char *region = aws_json_string(deploy->template.values, "AWS::Region"), *format = "https://{domain}";

    if (!*site) return;
    if (options->is_website)
        format = main_website_has_dash(region) ? "http://{bucket}.s3-website-{region}.{suffix}"
                                               : "http://{bucket}.s3-website.{region}.{suffix}";
    main_print_url(deploy, "shop", options->site_url_format ? options->site_url_format : format);
}

/* "3 created, 1 updated, 12 as they are to be" */
static void main_say_counts(const struct deploy *deploy)
{
    if (deploy->created || deploy->updated || deploy->removed)
        deploy_say(deploy, "done: %u created, %u updated, %u removed, %u as they are to be", deploy->created,
                   deploy->updated, deploy->removed, deploy->unchanged);
    else deploy_say(deploy, "nothing changed: %u resources are as they are to be", deploy->unchanged);
}

/* --- the tasks ------------------------------------------------------------------------------------------------ */

static int main_apply(struct deploy *deploy, const struct main_options *options)
{
    if (deploy_begin(deploy) || deploy_apply(deploy)) return -1;
    main_say_counts(deploy);
    main_print_site(deploy, options);
    if (main_print_outputs(deploy)) return -1;
    main_print_url(deploy, "api", options->api_url_format);
    return 0;
}

static int main_destroy(struct deploy *deploy)
{
    if (deploy_begin(deploy) || deploy_backups_remove(deploy) || deploy_destroy(deploy)) return -1;
    if (deploy->removed) deploy_say(deploy, "done: %u removed", deploy->removed);
    else deploy_say(deploy, "nothing to remove");
    return 0;
}

/* The tasks that look at what stands, and do not change what is deployed. */
static int main_look(struct deploy *deploy, const struct main_options *options, bool *needs_help)
{
    if (deploy_begin(deploy)) return -1;
    if (options->task == TASK_STATUS) return deploy_status(deploy, needs_help);
    return options->task == TASK_REDRIVE ? deploy_redrive(deploy) : deploy_backups_make(deploy);
}

static int main_run(struct deploy *deploy, const struct main_options *options, bool *needs_help)
{
    if (!deploy_template_init(&deploy->template, deploy_template_text(), &deploy->error)) return -1;
    if (main_set_parameters(deploy, options)) return -1;
    switch (options->task) {
    case TASK_APPLY: return main_apply(deploy, options);
    case TASK_DESTROY: return main_destroy(deploy);
    case TASK_BACKUP:
    case TASK_STATUS:
    case TASK_REDRIVE: break;
    }
    return main_look(deploy, options, needs_help);
}

/* AWS's support asks for the request's id. */
static void main_say_error(const struct aws_error *error)
{
    fprintf(stderr, "deploy: %s: %s", error->code, error->message);
    if (*error->request_id) fprintf(stderr, " (request %s)", error->request_id);
    fputc('\n', stderr);
}

int main(int argc, char **argv)
{
    static struct deploy deploy;
    struct main_options options = {
        .prefix = "",
        .payment_url = "",
        .shipment_url = "",
        .notify_email = main_setting("NOTIFY_EMAIL", ""),
        .allowed_origin = main_setting("ALLOWED_ORIGIN", "*"),
        .function_endpoint = main_setting("FUNCTION_ENDPOINT_URL", ""),
        .frontend = main_setting("FRONTEND", "frontend/dist"),
        .site_url_format = main_setting("SITE_URL_FORMAT", NULL),
        .api_url_format = main_setting("API_URL_FORMAT", "https://{id}.execute-api.{region}.{suffix}/{stage}"),
    };
    int status = main_read_options(argc, argv, &options);
    bool needs_help = false;

    if (status) return status == 1 ? EXIT_SUCCESS : 2;
    deploy.options = (struct deploy_options){ .name = *options.prefix ? options.prefix : "default",
                                              .functions = options.functions,
                                              .definition = options.definition,
                                              .is_quiet = options.is_quiet,
                                              .pause_ms = DEPLOY_PAUSE_MS };
    deploy.client = aws_client_new(&deploy.error);
    if (deploy.client) aws_client_set_timeouts(deploy.client, CONNECT_TIMEOUT_MS, UPLOAD_TIMEOUT_MS);
    status = deploy.client && !main_run(&deploy, &options, &needs_help) ? EXIT_SUCCESS : EXIT_FAILURE;
    if (!status && needs_help) status = EXIT_NEEDS_HELP;
    else if (status) main_say_error(&deploy.error);
    deploy_end(&deploy);
    aws_client_free(deploy.client);
    return status;
}
