/* Amazon DynamoDB. Items are JSON trees in DynamoDB's own notation: {"orderId": {"S": "…"}, "total": {"N": "19.90"}};
 * numbers are text in it and stay exact. */
#ifndef APP_SDK_DYNAMODB_CLIENT_H
#define APP_SDK_DYNAMODB_CLIENT_H

#include "app/sdk/aws_client.h"

struct cJSON;

#define DYNAMODB_CONDITION_FAILED "ConditionalCheckFailedException"
#define DYNAMODB_NO_SUCH_TABLE    "ResourceNotFoundException"

/* Writing and reading attributes of an item. The readers give NULL for a missing attribute or another type. */
void dynamodb_put_string(struct cJSON *item, const char *name, const char *value);
void dynamodb_put_number(struct cJSON *item, const char *name, const char *value);
void dynamodb_put_map(struct cJSON *item, const char *name, struct cJSON *map);   /* takes the map */
void dynamodb_put_list(struct cJSON *item, const char *name, struct cJSON *list); /* takes the array of attributes */
const char *dynamodb_string(const struct cJSON *item, const char *name);
const char *dynamodb_number(const struct cJSON *item, const char *name);
const struct cJSON *dynamodb_map(const struct cJSON *item, const char *name);
const struct cJSON *dynamodb_list(const struct cJSON *item, const char *name);

/* PutItem. Deletes `item`. `condition` may be NULL. Where it is not met, `standing` (NULL: not wanted) becomes the item
 * that stands there, the caller's to delete; else NULL. */
int dynamodb_put_item(struct aws_client *client, const char *table, struct cJSON *item, const char *condition,
                      struct cJSON **standing, struct aws_error *error);

/* GetItem with a consistent read, by a string key. `*item` is the caller's to delete, NULL where there is none. */
int dynamodb_get_item(struct aws_client *client, const char *table, const char *key_name, const char *key,
                      struct cJSON **item, struct aws_error *error);

/* UpdateItem. Deletes `names` and `values`; `condition`, `names` and `values` may be NULL. `item` (NULL: not wanted)
 * becomes the whole item after the update, or, where the condition is not met, the one that stands there; NULL where
 * there is none. The caller deletes it. */
struct dynamodb_update {
    const char *table;
    const char *key_name;
    const char *key;
    const char *expression;
    const char *condition;
    struct cJSON *names;
    struct cJSON *values;
};

int dynamodb_update_item(struct aws_client *client, const struct dynamodb_update *update, struct cJSON **item,
                         struct aws_error *error);

/* One page of a Query on an index by a string key, or of a Scan where `key_name` is NULL. */
struct dynamodb_range {
    const char *table;
    const char *index; /* NULL: the table itself */
    const char *key_name;
    const char *key;
    bool is_descending;
    int limit;               /* 0: as many as fit in DynamoDB's page */
    const char *filter_name; /* NULL: all; else only items whose attribute of that name is the string `filter` */
    const char *filter;
    struct cJSON *start; /* deleted; the LastEvaluatedKey of the page before, or NULL */
};

struct dynamodb_page {
    struct cJSON *output;         /* owns the rest; delete it */
    const struct cJSON *items;    /* an array */
    const struct cJSON *last_key; /* NULL: this is the last page */
};

int dynamodb_read_page(struct aws_client *client, const struct dynamodb_range *range, struct dynamodb_page *page,
                       struct aws_error *error);

#endif
