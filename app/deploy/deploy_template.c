/* Templates: values by name, and parts with these put in. */
#include "app/deploy/deploy_template.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_json.h"

enum { TEMPLATE_TEXT_MAX = 64 * 1024, TEMPLATE_NAME_SIZE = 128 };

__asm__(".section .rodata\n"
        "deploy_template_data: .incbin \"app/deploy/template.json\"\n"
        ".byte 0\n"
        ".previous\n");
extern const char deploy_template_data[] __attribute__((visibility("hidden")));

const char *deploy_template_text(void)
{
    return deploy_template_data;
}

bool deploy_template_init(struct deploy_template *t, const char *text, struct aws_error *error)
{
    const cJSON *parameter;

    *t = (struct deploy_template){ .tree = cJSON_Parse(text), .values = cJSON_CreateObject() };
    if (!t->tree) {
        aws_error_set(error, AWS_ERROR_CLIENT, "the template is not JSON");
        return false;
    }
    cJSON_ArrayForEach(parameter, aws_json_member(t->tree, "Parameters"))
    {
        const char *value = aws_json_string(parameter, "Default");

        if (value) deploy_template_set(t, parameter->string, value);
    }
    return true;
}

void deploy_template_release(struct deploy_template *t)
{
    cJSON_Delete(t->tree);
    cJSON_Delete(t->values);
    *t = (struct deploy_template){ 0 };
}

void deploy_template_set(struct deploy_template *t, const char *name, const char *value)
{
    cJSON_DeleteItemFromObjectCaseSensitive(t->values, name);
    cJSON_AddStringToObject(t->values, name, value);
}

void deploy_template_set_resource(struct deploy_template *t, const char *id, const char *reference, const char *arn)
{
    char name[TEMPLATE_NAME_SIZE];

    deploy_template_set(t, id, reference);
    snprintf(name, sizeof name, "%s.Arn", id);
    deploy_template_set(t, name, arn);
}

/* --- conditions ----------------------------------------------------------------------------------------------- */

static bool template_holds(const struct deploy_template *t, const cJSON *condition)
{
    const cJSON *not = aws_json_member(condition, "Fn::Not"), *equals = aws_json_member(condition, "Fn::Equals");
    struct aws_error ignored;
    cJSON *resolved;
    bool holds;

    if (not ) return !template_holds(t, cJSON_GetArrayItem(not, 0));
    resolved = equals ? deploy_template_resolve(t, equals, &ignored) : NULL;
    holds = resolved && cJSON_Compare(cJSON_GetArrayItem(resolved, 0), cJSON_GetArrayItem(resolved, 1), true);
    cJSON_Delete(resolved);
    return holds;
}

bool deploy_template_condition(const struct deploy_template *t, const char *name)
{
    return !name || template_holds(t, aws_json_member(aws_json_member(t->tree, "Conditions"), name));
}

/* --- values --------------------------------------------------------------------------------------------------- */

static const char *template_value(const struct deploy_template *t, const char *name, struct aws_error *error)
{
    const char *value = aws_json_string(t->values, name);

    if (value || t->is_lenient) return value ? value : "";
    aws_error_set(error, AWS_ERROR_CLIENT, "the template: nothing stands for %s", name);
    return NULL;
}

static cJSON *template_string(const char *value)
{
    return value ? cJSON_CreateString(value) : NULL;
}

/* ["OrderQueue", "Arn"] */
static cJSON *template_attribute(const struct deploy_template *t, const cJSON *pair, struct aws_error *error)
{
    const char *id = cJSON_GetStringValue(cJSON_GetArrayItem(pair, 0));
    const char *attribute = cJSON_GetStringValue(cJSON_GetArrayItem(pair, 1));
    char name[TEMPLATE_NAME_SIZE];

    snprintf(name, sizeof name, "%s.%s", id ? id : "", attribute ? attribute : "");
    return template_string(template_value(t, name, error));
}

/* "${Prefix}Orders" */
static cJSON *template_substituted(const struct deploy_template *t, const char *text, struct aws_error *error)
{
    struct text out;
    const char *start, *value = "";
    cJSON *string = NULL;

    text_init(&out, TEMPLATE_TEXT_MAX);
    while (value && (start = strstr(text, "${"))) {
        char name[TEMPLATE_NAME_SIZE];
        size_t length = strcspn(start + 2, "}");

        text_append(&out, text, (size_t)(start - text));
        snprintf(name, sizeof name, "%.*s", (int)length, start + 2);
        value = template_value(t, name, error);
        if (value) text_put(&out, value);
        text = start + 2 + length + (start[2 + length] == '}');
    }
    text_put(&out, text);
    if (value) string = cJSON_CreateString(text_string(&out));
    text_release(&out);
    return string;
}

/* Every member or element, resolved. */
static cJSON *template_copied(const struct deploy_template *t, const cJSON *part, struct aws_error *error)
{
    cJSON *copy = cJSON_IsArray(part) ? cJSON_CreateArray() : cJSON_CreateObject();
    const cJSON *child;

    cJSON_ArrayForEach(child, part)
    {
        cJSON *value = deploy_template_resolve(t, child, error);

        if (!value) {
            cJSON_Delete(copy);
            return NULL;
        }
        if (cJSON_IsInvalid(value)) cJSON_Delete(value); /* AWS::NoValue */
        else if (cJSON_IsArray(part)) cJSON_AddItemToArray(copy, value);
        else cJSON_AddItemToObject(copy, child->string, value);
    }
    return copy;
}

static cJSON *template_no_value(void)
{
    cJSON *item = cJSON_CreateNull();

    item->type = cJSON_Invalid;
    return item;
}

cJSON *deploy_template_resolve(const struct deploy_template *t, const cJSON *part, struct aws_error *error)
{
    const cJSON *call = cJSON_IsObject(part) && part->child && !part->child->next ? part->child : NULL;
    const char *function = call ? call->string : "", *text = cJSON_GetStringValue(call);

    if (!strcmp(function, "Ref") && text && !strcmp(text, "AWS::NoValue")) return template_no_value();
    if (!strcmp(function, "Ref") && text) return template_string(template_value(t, text, error));
    if (!strcmp(function, "Fn::Sub") && text) return template_substituted(t, text, error);
    if (!strcmp(function, "Fn::GetAtt")) return template_attribute(t, call, error);
    if (!strcmp(function, "Fn::If")) {
        bool holds = deploy_template_condition(t, cJSON_GetStringValue(cJSON_GetArrayItem(call, 0)));

        return deploy_template_resolve(t, cJSON_GetArrayItem(call, holds ? 1 : 2), error);
    }
    if (cJSON_IsObject(part) || cJSON_IsArray(part)) return template_copied(t, part, error);
    return part ? cJSON_Duplicate(part, 1) : template_no_value();
}
