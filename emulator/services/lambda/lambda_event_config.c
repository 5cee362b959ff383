/* Configurations of asynchronous invocations. A function has one for each qualifier. Faults and
 * their order are as recorded of AWS in 2025. */
#include "emulator/services/lambda/lambda_event_config.h"

#include "emulator/core/arn.h"
#include "emulator/core/page.h"
#include "emulator/services/lambda/lambda_destination.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_names.h"

#define LIST_MAX 50

/* --- which function ----------------------------------------------------------------------------------------------- */

struct named {
    struct lambda_name name; /* its qualifier is set */
    struct lambda_function f;
    bool is_there;
};

static int name_read(struct call *c, struct named *n)
{
    struct span qualifier = doc_get_str(c->in, "Qualifier");

    lambda_name_parse(c, doc_get_str(c->in, "FunctionName"), &n->name);
    if (n->name.qualifier.data && qualifier.data && !span_eq(n->name.qualifier, qualifier))
        return fault(c, &lambda_invalid_parameter_value,
                     "The derived qualifier from the function name does not match the specified qualifier.");
    if (!n->name.qualifier.data) n->name.qualifier = qualifier.data ? qualifier : SPAN(LAMBDA_LATEST);
    n->is_there = lambda_name_resolve(c->db, &c->arena, &n->name, LAMBDA_FIRST, &n->f);
    return 0;
}

static int function_lacks(struct call *c)
{
    return fault(c, &lambda_resource_not_found, "The function doesn't exist.");
}

static int function_require(struct call *c, struct named *n)
{
    if (name_read(c, n)) return -1;
    return n->is_there ? 0 : function_lacks(c);
}

static int config_lacks(struct call *c, const struct named *n)
{
    struct span arn = arn_make(&c->arena, "lambda", n->name.region, n->name.account, "function:%.*s:%.*s",
                               SPAN_ARG(n->name.name), SPAN_ARG(n->name.qualifier));

    return fault(c, &lambda_resource_not_found, "The function %.*s doesn't have an EventInvokeConfig", SPAN_ARG(arn));
}

static int config_require(struct call *c, const struct named *n, struct lambda_event_config *config)
{
    if (n->is_there && lambda_store_event_config_find(c->db, &c->arena, &n->f, n->name.qualifier, config)) return 0;
    return config_lacks(c, n);
}

/* --- destinations ------------------------------------------------------------------------------------------------- */

/* AWS: as Java writes it. */
static const char *destination_text(struct call *c, const char *slot, const char *class)
{
    struct doc *given = doc_get(doc_get(c->in, "DestinationConfig"), slot);
    struct span arn = doc_get_str(given, "Destination");

    if (!given) return "null";
    return arena_string(
        &c->arena, arena_format(&c->arena, "%s(destination=%.*s)", class, SPAN_ARG(arn.data ? arn : SPAN("null"))));
}

static int config_refuse(struct call *c)
{
    return fault(c, &lambda_invalid_parameter_value,
                 "The provided destination config DestinationConfig(onSuccess=%s, onFailure=%s) is invalid.",
                 destination_text(c, "OnSuccess", "OnSuccess"), destination_text(c, "OnFailure", "OnFailure"));
}

static bool is_itself(const struct lambda_function *f, const struct arn *to)
{
    struct span rest = to->resource, type, name;

    return span_is(to->service, "lambda") && span_eq(to->region, f->region) && span_eq(to->account, f->account) &&
           span_split(&rest, ':', &type) && span_split(&rest, ':', &name) && span_eq(name, f->name);
}

/* AWS: a bucket is for failures alone. */
static int destination_check(struct call *c, const struct lambda_function *f, struct span arn, bool is_of_failures)
{
    const char *operation;
    struct arn to;

    if (!arn.size) return 0;
    if (!arn_parse(arn, &to)) return config_refuse(c);
    if (span_is(to.service, "events"))
        return fault(
            c, &fault_not_implemented,
            "Destinations of type events are not emulated by Nube: use a queue, a topic, a function or a bucket");
    if (!lambda_destination_is_known(arn) || (span_is(to.service, "s3") && !is_of_failures)) return config_refuse(c);
    if (is_itself(f, &to))
        return fault(c, &lambda_invalid_parameter_value, "You can't specify the function as a destination for itself.");
    if (!lambda_destination_exists(c, arn))
        return fault(c, &lambda_invalid_parameter_value, "The destination ARN %.*s is invalid.", SPAN_ARG(arn));
    if (lambda_destination_is_allowed(c, f, arn, &operation)) return 0;
    return fault(c, &lambda_invalid_parameter_value,
                 "The function's execution role does not have permissions to call %s on %.*s", operation,
                 SPAN_ARG(arn));
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

static void put_destination(struct doc *destinations, const char *slot, struct span arn)
{
    struct doc *d = doc_put_map(destinations, slot);

    if (arn.size) doc_put_str(d, "Destination", arn);
}

static void put_config(const struct lambda_function *f, const struct lambda_event_config *config, struct doc *out)
{
    struct doc *destinations;

    doc_put_int(out, "LastModified", config->modified_ms);
    doc_put_format(out, "FunctionArn", "%.*s:%.*s", SPAN_ARG(f->arn), SPAN_ARG(config->qualifier));
    if (config->retries_max >= 0) doc_put_int(out, "MaximumRetryAttempts", config->retries_max);
    if (config->age_max_seconds >= 0) doc_put_int(out, "MaximumEventAgeInSeconds", config->age_max_seconds);
    destinations = doc_put_map(out, "DestinationConfig");
    put_destination(destinations, "OnSuccess", config->on_success);
    put_destination(destinations, "OnFailure", config->on_failure);
}

/* AWS: asked before anything is looked up. */
static int settings_require(struct call *c)
{
    if (doc_get(c->in, "MaximumRetryAttempts") || doc_get(c->in, "MaximumEventAgeInSeconds") ||
        doc_get(c->in, "DestinationConfig"))
        return 0;
    return fault(c, &lambda_invalid_parameter_value,
                 "You must specify at least one of error handling or destination setting.");
}

/* What the input says, over what was there. Destinations are one setting. */
static int config_write(struct call *c, const struct lambda_function *f, struct lambda_event_config *config)
{
    struct doc *destinations = doc_get(c->in, "DestinationConfig");

    config->modified_ms = c->now_ms;
    config->retries_max = doc_get_int(c->in, "MaximumRetryAttempts", config->retries_max);
    config->age_max_seconds = doc_get_int(c->in, "MaximumEventAgeInSeconds", config->age_max_seconds);
    if (destinations) {
        config->on_success = doc_get_str(doc_get(destinations, "OnSuccess"), "Destination");
        config->on_failure = doc_get_str(doc_get(destinations, "OnFailure"), "Destination");
        if (destination_check(c, f, config->on_success, false) || destination_check(c, f, config->on_failure, true))
            return -1;
    }
    lambda_store_event_config_put(c, f, config);
    put_config(f, config, c->out);
    return 0;
}

int lambda_put_function_event_invoke_config(struct call *c)
{
    struct lambda_event_config config = { .retries_max = -1, .age_max_seconds = -1 };
    struct named n;

    if (settings_require(c) || function_require(c, &n)) return -1;
    config.qualifier = n.name.qualifier;
    return config_write(c, &n.f, &config);
}

int lambda_update_function_event_invoke_config(struct call *c)
{
    struct lambda_event_config config;
    struct named n;

    if (settings_require(c) || function_require(c, &n) || config_require(c, &n, &config)) return -1;
    return config_write(c, &n.f, &config);
}

int lambda_get_function_event_invoke_config(struct call *c)
{
    struct lambda_event_config config;
    struct named n;

    if (name_read(c, &n) || config_require(c, &n, &config)) return -1;
    put_config(&n.f, &config, c->out);
    return 0;
}

int lambda_delete_function_event_invoke_config(struct call *c)
{
    struct named n;

    if (name_read(c, &n)) return -1;
    if (n.is_there && lambda_store_event_config_delete(c, &n.f, n.name.qualifier)) return 0;
    return config_lacks(c, &n);
}

int lambda_list_function_event_invoke_configs(struct call *c)
{
    int size = (int)doc_get_int(c->in, "MaxItems", LIST_MAX), count;
    struct doc *list = doc_put_list(c->out, "FunctionEventInvokeConfigs");
    struct lambda_event_config configs[LIST_MAX + 1];
    struct lambda_function f;
    struct lambda_name n;
    struct span after;

    lambda_name_parse(c, doc_get_str(c->in, "FunctionName"), &n);
    if (!lambda_store_find(c->db, &c->arena, n.account, n.region, n.name, &f)) return function_lacks(c);
    if (!page_after(c, "Marker", &after)) return fault(c, &lambda_invalid_parameter_value, "Invalid marker");
    count = lambda_store_event_configs(c, &f, after, size + 1, configs);
    for (int i = 0; i < count && i < size; i++) put_config(&f, &configs[i], doc_append_map(list));
    if (count > size) page_continue(c, "NextMarker", configs[size - 1].qualifier);
    return 0;
}
