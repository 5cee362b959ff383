/* Logging, tracing and encryption. AWS:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_LoggingConfiguration.html */
#include "emulator/services/states/api/states_configuration.h"

#include "emulator/base/json.h"
#include "emulator/services/states/states_faults.h"

#define REUSE_SECONDS_MIN     60
#define REUSE_SECONDS_MAX     900
#define REUSE_SECONDS_DEFAULT 300

static int logging_bad(struct call *c, const char *why)
{
    return fault(c, &states_invalid_logging_configuration, "Invalid Logging Configuration: %s", why);
}

/* arn:PARTITION:logs:REGION:ACCOUNT:log-group:NAME:* */
static int group_check(struct call *c, struct span arn)
{
    struct span rest = arn, part[5];

    if (!arn.size) return logging_bad(c, "Must set valid CloudWatch Log Group ARN.");
    for (int i = 0; i < 5; i++) {
        if (!span_split(&rest, ':', &part[i])) part[i] = (struct span){ 0 };
    }
    if (!span_is(part[0], "arn") || !span_is(part[2], "logs") || !span_starts(rest, "log-group:"))
        return logging_bad(c, "Provided ARN is not CloudWatch Logs Log Group ARN.");
    return span_ends(arn, ":*") ? 0 : logging_bad(c, "Log Group ARN must be provided with '*' qualifier.");
}

/* AWS: whatever is logged goes to one log group, named with all its streams. */
int states_logging_check(struct call *c, struct span *text)
{
    struct doc *logging = doc_get(c->in, "loggingConfiguration"), *destinations = doc_get(logging, "destinations");
    struct span level = doc_get_str(logging, "level"), group;

    *text = (struct span){ 0 };
    if (!logging) return 0;
    if ((level.data && !span_is(level, "OFF") && doc_count(destinations) != 1) || doc_count(destinations) > 1)
        return logging_bad(c, "Must specify exactly one Log Destination.");
    group = doc_get_str(doc_get(doc_at(destinations, 0), "cloudWatchLogsLogGroup"), "logGroupArn");
    if (doc_count(destinations) && group_check(c, group)) return -1;
    *text = json_text(&c->arena, logging);
    return 0;
}

static int encryption_bad(struct call *c, const char *why)
{
    return fault(c, &states_invalid_encryption_configuration, "Invalid Encryption Configuration: %s", why);
}

int states_encryption_check(struct call *c, struct span *text)
{
    struct doc *encryption = doc_get(c->in, "encryptionConfiguration");
    bool is_own = span_is(doc_get_str(encryption, "type"), "AWS_OWNED_KEY"), has_key = doc_get(encryption, "kmsKeyId"),
         has_period = doc_get(encryption, "kmsDataKeyReusePeriodSeconds");
    int64_t period = doc_get_int(encryption, "kmsDataKeyReusePeriodSeconds", REUSE_SECONDS_DEFAULT);

    *text = (struct span){ 0 };
    if (!encryption) return 0;
    if (is_own && has_key) return encryption_bad(c, "Custom kmsKeyId is not allowed when selecting AWS_OWNED_KEY.");
    if (is_own && has_period)
        return encryption_bad(c, "Custom kmsDataKeyReusePeriodSeconds is not allowed when selecting AWS_OWNED_KEY.");
    if (!is_own && !has_key) return encryption_bad(c, "Must set a valid kmsKeyId.");
    if (period < REUSE_SECONDS_MIN || period > REUSE_SECONDS_MAX)
        return encryption_bad(c, "kmsDataKeyReusePeriodSeconds must be between 60 and 900.");
    if (!is_own) doc_put_int(encryption, "kmsDataKeyReusePeriodSeconds", period);
    *text = json_text(&c->arena, encryption);
    return 0;
}

static struct doc *read(struct call *c, struct span text)
{
    return text.data ? json_parse(&c->arena, text, NULL) : doc_map(&c->arena);
}

void states_put_logging(struct call *c, struct span text)
{
    struct doc *logging = read(c, text);

    if (!doc_get(logging, "level")) doc_put_cstr(logging, "level", "OFF");
    if (!doc_get(logging, "includeExecutionData")) doc_put_bool(logging, "includeExecutionData", false);
    doc_put(c->out, "loggingConfiguration", logging);
}

void states_put_tracing(struct call *c, struct span text)
{
    struct doc *tracing = read(c, text);

    if (!doc_get(tracing, "enabled")) doc_put_bool(tracing, "enabled", false);
    doc_put(c->out, "tracingConfiguration", tracing);
}

void states_put_encryption(struct call *c, struct span text)
{
    struct doc *encryption = read(c, text);

    if (!doc_get(encryption, "type")) doc_put_cstr(encryption, "type", "AWS_OWNED_KEY");
    doc_put(c->out, "encryptionConfiguration", encryption);
}
