/* What the kinds of resources share. */
#include "app/deploy/kind_calls.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_json.h"
#include "app/sdk/aws_xml.h"

enum { KIND_POLLS_MAX = 300, KIND_POLL_MS_MAX = 2000 };

/* --- calls ---------------------------------------------------------------------------------------------------- */

cJSON *kind_json(struct deploy *deploy, const struct aws_service *service, const char *prefix, const char *operation,
                 cJSON *input)
{
    char target[64];

    snprintf(target, sizeof target, "%s.%s", prefix, operation);
    return aws_json_call(deploy->client, service, target, input, 0, &deploy->error);
}

cJSON *kind_rest(struct deploy *deploy, const struct aws_service *service, const char *method, const char *path,
                 const char *query, cJSON *input)
{
    return aws_rest_call(deploy->client, service, method, path, query, input, &deploy->error);
}

int kind_json_do(struct deploy *deploy, const struct aws_service *service, const char *prefix, const char *operation,
                 cJSON *input)
{
    cJSON *output = kind_json(deploy, service, prefix, operation, input);

    cJSON_Delete(output);
    return output ? 0 : -1;
}

int kind_rest_do(struct deploy *deploy, const struct aws_service *service, const char *method, const char *path,
                 cJSON *input)
{
    cJSON *output = kind_rest(deploy, service, method, path, NULL, input);

    cJSON_Delete(output);
    return output ? 0 : -1;
}

int kind_query(struct deploy *deploy, const struct aws_service *service, const char *version, const char *action,
               const char *const parameters[][2], struct text *xml)
{
    struct aws_query query;
    struct text unread;
    int failed;

    text_init(&unread, AWS_HTTP_BODY_MAX);
    aws_query_begin(&query, action, version);
    for (; parameters[0][0]; parameters++) aws_query_add(&query, parameters[0][0], parameters[0][1]);
    if (xml) text_clear(xml);
    failed = aws_query_call(deploy->client, service, &query, xml ? xml : &unread, &deploy->error);
    text_release(&unread);
    return failed;
}

bool kind_error_is(const struct deploy *deploy, const char *code)
{
    return aws_error_is(&deploy->error, code);
}

bool kind_wait(struct deploy *deploy, unsigned *polls, const char *what)
{
    unsigned pause_ms = *polls < 7 ? 20U << *polls : KIND_POLL_MS_MAX;

    if (++*polls > KIND_POLLS_MAX) {
        aws_error_set(&deploy->error, AWS_ERROR_TIMEOUT, "it does not become %s", what);
        return false;
    }
    if (deploy->options.pause_ms < pause_ms) pause_ms = deploy->options.pause_ms;
    aws_client_pause(pause_ms);
    return true;
}

/* --- trees ---------------------------------------------------------------------------------------------------- */

cJSON *kind_object(const char *name, const char *value)
{
    cJSON *object = cJSON_CreateObject();

    cJSON_AddStringToObject(object, name, value);
    return object;
}

cJSON *kind_pick(const cJSON *from, const char *const names[])
{
    cJSON *object = cJSON_CreateObject();

    for (; *names; names++) {
        const cJSON *member = aws_json_member(from, *names);

        if (member) cJSON_AddItemToObject(object, *names, cJSON_Duplicate(member, 1));
    }
    return object;
}

static cJSON *kind_recased(const cJSON *tree, int (*recase)(int))
{
    cJSON *copy;
    const cJSON *child;

    if (!cJSON_IsObject(tree) && !cJSON_IsArray(tree)) return cJSON_Duplicate(tree, 1);
    copy = cJSON_IsObject(tree) ? cJSON_CreateObject() : cJSON_CreateArray();
    cJSON_ArrayForEach(child, tree)
    {
        char name[128];

        if (cJSON_IsArray(tree)) {
            cJSON_AddItemToArray(copy, kind_recased(child, recase));
            continue;
        }
        text_copy(name, sizeof name, child->string);
        name[0] = (char)recase((unsigned char)name[0]);
        cJSON_AddItemToObject(copy, name, kind_recased(child, recase));
    }
    return copy;
}

cJSON *kind_lowered(const cJSON *tree)
{
    return kind_recased(tree, tolower);
}

cJSON *kind_raised(const cJSON *tree)
{
    return kind_recased(tree, toupper);
}

/* --- tags ----------------------------------------------------------------------------------------------------- */

cJSON *kind_tag_list(const struct deploy *deploy, const char *key, const char *value)
{
    cJSON *list = cJSON_CreateArray(), *tag = kind_object(key, DEPLOY_TAG);

    cJSON_AddStringToObject(tag, value, deploy->options.name);
    cJSON_AddItemToArray(list, tag);
    return list;
}

cJSON *kind_tag_map(const struct deploy *deploy)
{
    return kind_object(DEPLOY_TAG, deploy->options.name);
}

void kind_owner_from_list(struct resource *r, const cJSON *list, const char *key, const char *value)
{
    const cJSON *tag;

    cJSON_ArrayForEach(tag, list)
    {
        const char *name = aws_json_string(tag, key);

        if (name && !strcmp(name, DEPLOY_TAG)) text_copy(r->owner, sizeof r->owner, aws_json_string(tag, value));
    }
}

void kind_owner_from_map(struct resource *r, const cJSON *map)
{
    text_copy(r->owner, sizeof r->owner, aws_json_string(map, DEPLOY_TAG));
}

bool kind_xml_pair(const char *xml, const char *key, const char *value, const char *name, char *out, size_t size)
{
    struct text found;
    bool is_found = false;

    text_init(&found, size - 1);
    out[0] = '\0';
    for (; xml && !is_found; xml = aws_xml_after(xml, value)) {
        text_clear(&found);
        if (!aws_xml_text(xml, key, &found)) break;
        if (strcmp(text_string(&found), name) != 0) continue;
        text_clear(&found);
        is_found = aws_xml_text(xml, value, &found) && text_copy(out, size, text_string(&found));
    }
    text_release(&found);
    return is_found;
}

/* --- names ---------------------------------------------------------------------------------------------------- */

const char *kind_value(const struct deploy *deploy, const char *name)
{
    const char *value = aws_json_string(deploy->template.values, name);

    return value ? value : "";
}

void kind_arn(const struct deploy *deploy, const char *service, const char *resource, char *arn, size_t size)
{
    snprintf(arn, size, "arn:%s:%s:%s:%s:%s", kind_value(deploy, "AWS::Partition"), service,
             kind_value(deploy, "AWS::Region"), kind_value(deploy, "AWS::AccountId"), resource);
}
