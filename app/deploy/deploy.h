/* The deployment: brings an account to what the template lists.
 *
 *     survey   every resource is looked up by its name; one that is there and not this deployment's is refused, before
 *              anything is made
 *     apply    in the template's order: what is missing is created, what differs is updated, the rest is left alone
 *     destroy  in the other order: what is this deployment's is removed
 *
 * A resource is this deployment's by its tag: order-application = the deployment's name. What has no tags belongs to
 * the tagged one that it is a part of. */
#ifndef APP_DEPLOY_DEPLOY_H
#define APP_DEPLOY_DEPLOY_H

#include "app/deploy/deploy_template.h"
#include "app/sdk/aws_client.h"
#include "app/sdk/text.h"

#define DEPLOY_TAG      "order-application"
#define DEPLOY_NOT_OURS "NotThisDeployments" /* an error's code */

enum { DEPLOY_RESOURCES_MAX = 64, DEPLOY_REFERENCE_SIZE = 1024, DEPLOY_ARN_SIZE = 512, DEPLOY_OWNER_SIZE = 64 };
enum { DEPLOY_ATTEMPTS = 36, DEPLOY_PAUSE_MS = 2500 };

struct resource_kind;

/* One resource of the template, as it is to be and as it is. */
struct resource {
    const char *id; /* in the template */
    const struct resource_kind *kind;
    struct cJSON *wanted; /* its properties, with everything put in; in destroying and surveying as far as known */
    struct cJSON *found;  /* those that it has, in the same form; NULL: it is not there */
    char reference[DEPLOY_REFERENCE_SIZE];
    char arn[DEPLOY_ARN_SIZE];
    char owner[DEPLOY_OWNER_SIZE]; /* its tag's value; "" without one */
    bool is_surveyed;
    bool is_kept; /* its condition holds */
    bool is_left; /* it does not, and the resource stays as it is all the same */
    bool stays;   /* something else needs it, as was found when it, or what uses it, was to be removed */
};

struct deploy_options {
    const char *name;       /* whose resources these are: the tag's value */
    const char *functions;  /* the folder of the functions' packages */
    const char *definition; /* the state machine's definition */
    bool is_quiet;
    unsigned pause_ms; /* between attempts of what will be possible in a moment */
};

struct deploy {
    struct deploy_options options;
    struct aws_client *client;
    struct aws_error error; /* of what failed */
    struct deploy_template template;
    struct resource resources[DEPLOY_RESOURCES_MAX];
    size_t count;
    unsigned created, updated, removed, unchanged, skipped;
};

/* A kind of resource. The functions return 0, or -1 with deploy->error set.
 *
 * `read` looks the resource up by what `wanted` names it by: reference, arn, owner and found, which stays NULL where
 * there is none. `prepare`, if any, completes `wanted` when all of it is known. `update` brings what differs about;
 * `where` is the first property that does. */
struct resource_kind {
    const char *type;  /* "AWS::SQS::Queue" */
    const char *label; /* for people: "queue" */
    const char *name;  /* the property that names it; NULL: none does */
    bool has_tags;
    bool is_adopted; /* AWS makes it by itself, too: one without a tag is taken over */
    int (*prepare)(struct deploy *deploy, struct resource *r);
    int (*read)(struct deploy *deploy, struct resource *r);
    int (*create)(struct deploy *deploy, struct resource *r);
    int (*update)(struct deploy *deploy, struct resource *r, const char *where);
    int (*remove)(struct deploy *deploy, struct resource *r);
};

/* By the template's type; NULL for one that is not known. */
const struct resource_kind *resource_kind_find(const char *type);

/* Reads the resources of the template, whose parameters are set; then the two things to do with them. */
int deploy_begin(struct deploy *deploy);
int deploy_survey(struct deploy *deploy, bool is_all); /* of those with tags; all: also of what is left as it is */
int deploy_apply(struct deploy *deploy);
int deploy_destroy(struct deploy *deploy);
void deploy_end(struct deploy *deploy);

/* A line of progress for people, on standard error. */
void deploy_say(const struct deploy *deploy, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The resource of another's reference; NULL where there is none of that kind. */
const struct resource *deploy_resource_of(const struct deploy *deploy, const char *type, const char *reference);

/* Reads a whole file of at most the text's cap; false with `error` set. */
bool deploy_read_file(struct deploy *deploy, const char *path, struct text *out);

#endif
