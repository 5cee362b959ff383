/* Taking a Task's Resource apart. */
#include "emulator/asl/definition/asl_resource.h"

enum { ONE_BY_ONE = 0, SYNC = 1 << ASL_SYNC, SYNC_2 = 1 << ASL_SYNC_2, TOKEN = 1 << ASL_WAIT_TOKEN };

/* AWS: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html: the optimised integrations, their
 * actions, and the patterns beside request and response. */
static const struct {
    const char *service, *actions;
    int patterns;
} optimised[] = {
    { "lambda", " invoke ", TOKEN },
    { "sqs", " sendMessage ", TOKEN },
    { "sns", " publish ", TOKEN },
    { "dynamodb", " getItem putItem updateItem deleteItem ", ONE_BY_ONE },
    { "states", " startExecution ", SYNC | SYNC_2 | TOKEN },
    { "events", " putEvents ", TOKEN },
    { "apigateway", " invoke ", TOKEN },
    { "http", " invoke ", ONE_BY_ONE },
    { "athena", " startQueryExecution stopQueryExecution getQueryExecution getQueryResults ", SYNC },
    { "batch", " submitJob ", SYNC | TOKEN },
    { "bedrock", " invokeModel createModelCustomizationJob ", SYNC | TOKEN },
    { "bedrockagentcore", " invokeHarness ", ONE_BY_ONE },
    { "codebuild",
      " startBuild stopBuild batchDeleteBuilds batchGetReports startBuildBatch stopBuildBatch retryBuildBatch "
      "deleteBuildBatch ",
      SYNC },
    { "databrew", " startJobRun ", SYNC },
    { "ecs", " runTask ", SYNC | TOKEN },
    { "eks",
      " call createCluster createFargateProfile createNodegroup deleteCluster deleteFargateProfile deleteNodegroup "
      "runJob ",
      SYNC | TOKEN },
    { "elasticmapreduce",
      " addStep cancelStep createCluster modifyInstanceFleetByName modifyInstanceGroupByName "
      "setClusterTerminationProtection terminateCluster ",
      SYNC },
    { "emr-containers", " createVirtualCluster deleteVirtualCluster startJobRun ", SYNC },
    { "emr-serverless",
      " cancelJobRun createApplication deleteApplication startApplication startJobRun stopApplication ", SYNC },
    { "glue", " startJobRun ", SYNC },
    { "mediaconvert", " createJob ", SYNC },
    { "sagemaker",
      " createEndpoint createEndpointConfig createHyperParameterTuningJob createLabelingJob createModel "
      "createProcessingJob createTrainingJob createTransformJob updateEndpoint ",
      SYNC },
};

static bool has_action(const char *actions, struct arena *a, struct span action)
{
    struct span all = span_of(actions), padded = arena_format(a, " %.*s ", SPAN_ARG(action));

    for (size_t k = 0; k + padded.size <= all.size; k++) {
        if (span_eq(span_sub(all, k, padded.size), padded)) return true;
    }
    return false;
}

static bool is_optimised(struct arena *a, const struct asl_resource *r)
{
    int pattern = r->pattern == ASL_REQUEST_RESPONSE ? 0 : 1 << r->pattern;

    for (size_t i = 0; i < sizeof optimised / sizeof *optimised; i++) {
        if (span_is(r->service, optimised[i].service))
            return has_action(optimised[i].actions, a, r->action) && (optimised[i].patterns & pattern) == pattern;
    }
    return false;
}

static void pattern_take(struct asl_resource *r)
{
    static const struct {
        const char *suffix;
        enum asl_pattern pattern;
    } patterns[] = {
        { ".sync:2", ASL_SYNC_2 },
        { ".sync", ASL_SYNC },
        { ".waitForTaskToken", ASL_WAIT_TOKEN },
    };

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        if (!span_ends(r->action, patterns[i].suffix)) continue;
        r->pattern = patterns[i].pattern;
        r->action = span_sub(r->action, 0, r->action.size - span_of(patterns[i].suffix).size);
        return;
    }
}

/* What follows arn:PARTITION:states:REGION:ACCOUNT: */
static bool integration_parse(struct arena *a, struct span rest, struct asl_resource *r)
{
    struct span service;

    if (!span_split(&rest, ':', &service) || !rest.size) return false;
    r->type = service;
    if (span_is(service, "aws-sdk")) {
        r->is_sdk = true;
        if (!span_split(&rest, ':', &service) || !rest.size) return false;
        r->type = arena_format(a, "aws-sdk:%.*s", SPAN_ARG(service));
    }
    r->service = service;
    r->action = r->resource = rest;
    pattern_take(r);
    if (r->is_sdk) return r->pattern == ASL_REQUEST_RESPONSE || r->pattern == ASL_WAIT_TOKEN;
    return is_optimised(a, r);
}

bool asl_resource_parse(struct arena *a, struct span arn, struct asl_resource *r)
{
    struct span rest = arn, prefix, partition, service, region, account;

    *r = (struct asl_resource){ .arn = arn, .resource = arn };
    if (!span_split(&rest, ':', &prefix) || !span_is(prefix, "arn") || !span_split(&rest, ':', &partition))
        return false;
    if (!span_split(&rest, ':', &service) || !span_split(&rest, ':', &region) || !span_split(&rest, ':', &account))
        return false;
    r->service = r->type = service;
    if (span_is(service, "lambda") && span_starts(rest, "function:")) return r->is_function = rest.size > 9;
    if (!span_is(service, "states")) return false;
    if (span_starts(rest, "activity:")) return r->is_activity = rest.size > 9;
    return integration_parse(a, rest, r); /* AWS: region and account may be given, and tell nothing */
}

bool asl_resource_is_answered_later(const struct asl_resource *r)
{
    return r->is_activity || r->is_map_run || r->pattern != ASL_REQUEST_RESPONSE;
}
