/* Comparing what is wanted with what is found. */
#include "app/deploy/deploy_compare.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

/* What is compared whole: a right or a variable too many matters. */
static const char *const compare_whole[] = { "AssumeRolePolicyDocument",
                                             "PolicyDocument",
                                             "Policies",
                                             "Variables",
                                             "Files",
                                             "paths",
                                             "schemas",
                                             "x-amazon-apigateway-gateway-responses",
                                             NULL };

static bool compare_equal(const cJSON *wanted, const cJSON *found, bool is_whole);

static bool compare_is_whole(const char *name)
{
    const char *const *each = compare_whole;

    while (*each && strcmp(*each, name) != 0) each++;
    return *each;
}

/* The text of a number, a boolean or a string; NULL of anything else. */
static const char *compare_text(const cJSON *value, char *buffer, size_t size)
{
    if (cJSON_IsString(value)) return value->valuestring;
    if (cJSON_IsBool(value)) return cJSON_IsTrue(value) ? "true" : "false";
    if (!cJSON_IsNumber(value)) return NULL;
    snprintf(buffer, size, "%.17g", value->valuedouble);
    return buffer;
}

static bool compare_scalars(const cJSON *wanted, const cJSON *found)
{
    char of_wanted[32], of_found[32];
    const char *one = compare_text(wanted, of_wanted, sizeof of_wanted);
    const char *other = compare_text(found, of_found, sizeof of_found);

    return one && other && !strcmp(one, other);
}

static bool compare_objects(const cJSON *wanted, const cJSON *found, bool is_whole)
{
    const cJSON *member;

    if (is_whole && cJSON_GetArraySize(wanted) != cJSON_GetArraySize(found)) return false;
    cJSON_ArrayForEach(member, wanted)
    {
        const cJSON *other = cJSON_GetObjectItemCaseSensitive(found, member->string);

        if (!other || !compare_equal(member, other, is_whole || compare_is_whole(member->string))) return false;
    }
    return true;
}

/* As many, and each wanted one among those found. */
static bool compare_arrays(const cJSON *wanted, const cJSON *found, bool is_whole)
{
    const cJSON *element, *other;

    if (cJSON_GetArraySize(wanted) != cJSON_GetArraySize(found)) return false;
    cJSON_ArrayForEach(element, wanted)
    {
        for (other = found->child; other && !compare_equal(element, other, is_whole);) other = other->next;
        if (!other) return false;
    }
    return true;
}

static bool compare_equal(const cJSON *wanted, const cJSON *found, bool is_whole)
{
    if (cJSON_IsObject(wanted)) return cJSON_IsObject(found) && compare_objects(wanted, found, is_whole);
    if (cJSON_IsArray(wanted)) return cJSON_IsArray(found) && compare_arrays(wanted, found, is_whole);
    return compare_scalars(wanted, found);
}

bool deploy_compare_values(const cJSON *wanted, const cJSON *found)
{
    return wanted && found && compare_equal(wanted, found, false);
}

bool deploy_compare_whole(const cJSON *wanted, const cJSON *found)
{
    return wanted && found && compare_equal(wanted, found, true);
}

bool deploy_compare(const cJSON *wanted, const cJSON *found, char *where, size_t size)
{
    const cJSON *member;

    where[0] = '\0';
    cJSON_ArrayForEach(member, wanted)
    {
        const cJSON *other = cJSON_GetObjectItemCaseSensitive(found, member->string);

        if (other && compare_equal(member, other, compare_is_whole(member->string))) continue;
        snprintf(where, size, "%s", member->string);
        return false;
    }
    return true;
}
