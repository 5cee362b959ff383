/* Defaults and checks of event source mappings' members. Faults and their order are as recorded of AWS in 2025, where
 * they are. */
#include "emulator/services/lambda/lambda_source_settings.h"

#include "emulator/core/arn.h"
#include "emulator/patterns/event_pattern.h"
#include "emulator/services/lambda/lambda_destination.h"
#include "emulator/services/lambda/lambda_faults.h"

#define RECEIVE_MAX     10
#define AGE_SECONDS_MIN 60

/* Members that a kind has, each with its default; NO_DEFAULT: it is told where it was given. */
#define NO_DEFAULT INT64_MIN
static const struct setting {
    const char *name;
    bool is_kind[2]; /* ORDER lambda_source_kind */
    int64_t otherwise[2];
} settings[] = {
    { "BatchSize", { true, true }, { 10, 100 } },
    { "MaximumBatchingWindowInSeconds", { true, true }, { 0, 0 } },
    { "ParallelizationFactor", { false, true }, { 0, 1 } },
    { "MaximumRecordAgeInSeconds", { false, true }, { 0, -1 } },
    { "MaximumRetryAttempts", { false, true }, { 0, -1 } },
    { "TumblingWindowInSeconds", { false, true }, { 0, 0 } },
    { "BisectBatchOnFunctionError", { false, true }, { NO_DEFAULT, NO_DEFAULT } },
    { "StartingPosition", { false, true }, { NO_DEFAULT, NO_DEFAULT } },
    { "DestinationConfig", { false, true }, { NO_DEFAULT, NO_DEFAULT } },
    { "ScalingConfig", { true, false }, { NO_DEFAULT, NO_DEFAULT } },
    { "FilterCriteria", { true, true }, { NO_DEFAULT, NO_DEFAULT } },
    { "FunctionResponseTypes", { true, true }, { NO_DEFAULT, NO_DEFAULT } },
    { "KMSKeyArn", { true, true }, { NO_DEFAULT, NO_DEFAULT } },
    { "MetricsConfig", { true, true }, { NO_DEFAULT, NO_DEFAULT } },
};
#define SETTINGS (sizeof settings / sizeof *settings)

/* --- the source's kind -------------------------------------------------------------------------------------------- */

enum lambda_source_kind lambda_source_kind_of(const struct lambda_source *s)
{
    struct arn arn;

    return arn_parse_of(s->arn, "sqs", &arn) ? LAMBDA_SOURCE_QUEUE : LAMBDA_SOURCE_STREAM;
}

/* "table/NAME/stream/LABEL" */
static bool is_stream(const struct arn *arn)
{
    struct span rest = arn->resource, table, name, stream;

    return span_is(arn->service, "dynamodb") && span_split(&rest, '/', &table) && span_is(table, "table") &&
           span_split(&rest, '/', &name) && span_split(&rest, '/', &stream) && span_is(stream, "stream") && rest.size;
}

int lambda_source_kind_check(struct call *c)
{
    static const char *const others[] = { "kinesis", "kafka", "mq", "rds" };
    struct span source = doc_get_str(c->in, "EventSourceArn");
    struct arn arn;

    if (doc_get(c->in, "SelfManagedEventSource"))
        return fault(c, &fault_not_implemented,
                     "Nube emulates event sources that are SQS queues or DynamoDB streams, no Apache Kafka");
    if (!arn_parse(source, &arn)) return fault(c, &lambda_invalid_parameter_value, "Unrecognized event source.");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (span_is(arn.service, others[i]))
            return fault(c, &fault_not_implemented,
                         "Nube emulates event sources that are SQS queues or DynamoDB streams, not those of %s",
                         others[i]);
    if (span_is(arn.service, "sqs") || is_stream(&arn)) return 0;
    return fault(c, &lambda_invalid_parameter_value, "Unrecognized event source.");
}

/* --- members ------------------------------------------------------------------------------------------------------ */

static int unsupported(struct call *c, const char *name)
{
    return fault(c, &lambda_invalid_parameter_value, "Unsupported %s parameter for given event source mapping type.",
                 name);
}

/* Those of sources and in ways that are not emulated. */
static int others_refuse(struct call *c)
{
    static const char *const others[] = { "Topics",
                                          "Queues",
                                          "SourceAccessConfigurations",
                                          "AmazonManagedKafkaEventSourceConfig",
                                          "SelfManagedKafkaEventSourceConfig",
                                          "DocumentDBEventSourceConfig",
                                          "StartingPositionTimestamp" };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (doc_get(c->in, others[i])) return unsupported(c, others[i]);
    if (doc_get(c->in, "ProvisionedPollerConfig"))
        return fault(c, &fault_not_implemented, "Nube does not emulate ProvisionedPollerConfig");
    if (doc_get(c->in, "LoggingConfig")) return unsupported(c, "LoggingConfig");
    if (doc_get_int(c->in, "TumblingWindowInSeconds", 0))
        return fault(c, &fault_not_implemented, "Nube does not emulate tumbling windows");
    return 0;
}

static int starting_position_check(struct call *c, const struct lambda_source *s)
{
    struct span position = doc_get_str(s->config, "StartingPosition");

    if (!position.data)
        return fault(c, &lambda_invalid_parameter_value,
                     "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: "
                     "Member must not be null.");
    if (span_is(position, "AT_TIMESTAMP"))
        return fault(c, &lambda_invalid_parameter_value, "Unsupported starting position for arn type: %.*s",
                     SPAN_ARG(s->arn));
    return 0;
}

/* DIFFERS: AWS's words for an age that is too low are not known. */
static int stream_check(struct call *c, const struct lambda_source *s)
{
    int64_t age = doc_get_int(s->config, "MaximumRecordAgeInSeconds", -1);

    if (starting_position_check(c, s)) return -1;
    if (age >= 0 && age < AGE_SECONDS_MIN)
        return fault(c, &lambda_invalid_parameter_value,
                     "MaximumRecordAgeInSeconds must be -1, or between %d and 604800", AGE_SECONDS_MIN);
    return 0;
}

static int queue_check(struct call *c, const struct lambda_source *s)
{
    int64_t window = doc_get_int(s->config, "MaximumBatchingWindowInSeconds", 0);

    if (window && span_ends(s->arn, ".fifo"))
        return fault(c, &lambda_invalid_parameter_value, "Batching window is not supported for FIFO queues");
    if (doc_get_int(s->config, "BatchSize", 0) > RECEIVE_MAX && !window)
        return fault(c, &lambda_invalid_parameter_value,
                     "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10");
    return 0;
}

static int filters_check(struct call *c, struct lambda_source *s)
{
    const struct doc *filters = doc_get(doc_get(s->config, "FilterCriteria"), "Filters");
    bool is_valid;

    if (!doc_count(filters)) doc_remove(s->config, SPAN("FilterCriteria"));
    event_patterns_read(&c->arena, filters, &is_valid);
    return is_valid ? 0 : fault(c, &lambda_invalid_parameter_value, "Invalid filter pattern definition.");
}

static int destination_check(struct call *c, const struct lambda_source *s)
{
    struct span arn = doc_get_str(doc_get(doc_get(s->config, "DestinationConfig"), "OnFailure"), "Destination");
    struct arn to;

    if (!arn.size) return 0;
    if (!arn_parse(arn, &to) || span_is(to.service, "lambda") || !lambda_destination_is_known(arn))
        return fault(c, &lambda_invalid_parameter_value,
                     "The provided destination config DestinationConfig(onSuccess=null, "
                     "onFailure=OnFailure(destination=%.*s)) is invalid.",
                     SPAN_ARG(arn));
    if (!lambda_destination_exists(c, arn))
        return fault(c, &lambda_invalid_parameter_value, "The destination ARN %.*s is invalid.", SPAN_ARG(arn));
    return 0;
}

static void defaults_put(struct lambda_source *s, enum lambda_source_kind kind)
{
    for (size_t i = 0; i < SETTINGS; i++)
        if (settings[i].is_kind[kind] && settings[i].otherwise[kind] != NO_DEFAULT)
            doc_put_int(s->config, settings[i].name, settings[i].otherwise[kind]);
    doc_put_list(s->config, "FunctionResponseTypes");
    if (kind != LAMBDA_SOURCE_STREAM) return;
    doc_put_bool(s->config, "BisectBatchOnFunctionError", false);
    doc_put_map(doc_put_map(s->config, "DestinationConfig"), "OnFailure");
}

/* AWS: the destinations are one setting, which an empty one takes away. */
static int members_write(struct call *c, struct lambda_source *s, enum lambda_source_kind kind)
{
    for (size_t i = 0; i < SETTINGS; i++) {
        struct doc *value = doc_get(c->in, settings[i].name);

        if (value && !settings[i].is_kind[kind]) {
            if (span_is(span_of(settings[i].name), "StartingPosition"))
                return fault(c, &lambda_invalid_parameter_value,
                             "StartingPosition is not valid for SQS event sources.");
            return unsupported(c, settings[i].name);
        }
        if (value) doc_put(s->config, settings[i].name, value);
    }
    if (kind == LAMBDA_SOURCE_STREAM && !doc_get(doc_get(s->config, "DestinationConfig"), "OnFailure"))
        doc_put_map(doc_put_map(s->config, "DestinationConfig"), "OnFailure");
    return 0;
}

int lambda_source_settings_write(struct call *c, struct lambda_source *s)
{
    enum lambda_source_kind kind = lambda_source_kind_of(s);

    if (doc_get(doc_get(c->in, "DestinationConfig"), "OnSuccess")) return unsupported(c, "DestinationConfig");
    if (!s->config) {
        s->config = doc_map(&c->arena);
        defaults_put(s, kind);
    }
    if (others_refuse(c) || members_write(c, s, kind)) return -1;
    if (kind == LAMBDA_SOURCE_STREAM ? stream_check(c, s) : queue_check(c, s)) return -1;
    return filters_check(c, s) || destination_check(c, s) ? -1 : 0;
}

bool lambda_source_reports_items(const struct lambda_source *s)
{
    const struct doc *types = doc_get(s->config, "FunctionResponseTypes");

    return doc_count(types) && span_is(doc_text(doc_at(types, 0)), "ReportBatchItemFailures");
}
