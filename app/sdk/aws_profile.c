/* The shared config and credentials files: a line reader over the file's text, without a tree. */
#include "app/sdk/aws_profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/sdk/text.h"

enum { PROFILE_FILE_MAX = 1024 * 1024, PROFILE_PATH_SIZE = 4096, PROFILE_SECTION_SIZE = 256 };

struct profile_span {
    const char *start;
    size_t length;
};

static struct profile_span profile_trim(const char *start, size_t length)
{
    while (length && strchr(" \t\r", *start)) start++, length--;
    while (length && strchr(" \t\r", start[length - 1])) length--;
    return (struct profile_span){ start, length };
}

static bool profile_span_is(struct profile_span span, const char *string)
{
    return span.length == strlen(string) && !strncmp(span.start, string, span.length);
}

/* The line without its end and without a comment. */
static struct profile_span profile_line(const char *text)
{
    size_t length = strcspn(text, "\n"), i;

    for (i = 0; i < length; i++)
        if (strchr("#;", text[i]) && (i == 0 || strchr(" \t", text[i - 1]))) break;
    return profile_trim(text, i);
}

/* "[profile  name]" names "profile name", and so for the other kinds of sections. */
static bool profile_section_is(struct profile_span line, const char *section)
{
    struct profile_span name = profile_trim(line.start + 1, line.length - 2), word;
    char spelled[PROFILE_SECTION_SIZE];
    size_t kind = 0;

    while (kind < name.length && !strchr(" \t", name.start[kind])) kind++;
    word = profile_trim(name.start + kind, name.length - kind);
    snprintf(spelled, sizeof spelled, "%.*s%s%.*s", (int)kind, name.start, word.length ? " " : "", (int)word.length,
             word.start);
    return !strcmp(spelled, section);
}

bool aws_profile_find_nested(const char *file_text, const char *section, const char *group, const char *name,
                             char *value, size_t size)
{
    bool is_inside = false, is_in_group = !group, found = false;

    value[0] = '\0';
    for (; *file_text; file_text += strcspn(file_text, "\n"), file_text += *file_text == '\n') {
        struct profile_span line = profile_line(file_text), key, setting;
        const char *equals;
        bool is_indented = *file_text == ' ' || *file_text == '\t'; /* it belongs to the setting above it */

        if (line.length >= 2 && line.start[0] == '[' && line.start[line.length - 1] == ']') {
            is_inside = profile_section_is(line, section);
            is_in_group = !group;
            continue;
        }
        equals = is_inside ? memchr(line.start, '=', line.length) : NULL;
        if (!equals) continue;
        key = profile_trim(line.start, (size_t)(equals - line.start));
        if (group && !is_indented) is_in_group = profile_span_is(key, group);
        if (!is_in_group || is_indented != (group != NULL) || !profile_span_is(key, name)) continue;
        setting = profile_trim(equals + 1, line.length - (size_t)(equals + 1 - line.start));
        found = setting.length < size;
        snprintf(value, size, "%.*s", found ? (int)setting.length : 0, setting.start);
    }
    return found;
}

bool aws_profile_find(const char *file_text, const char *section, const char *name, char *value, size_t size)
{
    return aws_profile_find_nested(file_text, section, NULL, name, value, size);
}

const char *aws_profile_name(void)
{
    const char *name = getenv("AWS_PROFILE");

    return name && *name ? name : "default";
}

bool aws_profile_home(const char *rest, char *path, size_t size)
{
    const char *home = getenv("HOME");
    int length = snprintf(path, size, "%s/.aws/%s", home ? home : "", rest);

    return home && *home && length > 0 && (size_t)length < size;
}

static bool profile_load(const char *path, struct text *out)
{
    char buffer[4096];
    size_t length;
    FILE *file = fopen(path, "re");

    if (!file) return false;
    while ((length = fread(buffer, 1, sizeof buffer, file))) text_append(out, buffer, length);
    fclose(file);
    return !out->overflow;
}

/* Looks the setting up in one of the two files. */
static bool profile_file_find(enum aws_profile_file which, const char *section, const char *group, const char *name,
                              char *value, size_t size)
{
    static const char *const files[][2] = { { "AWS_CONFIG_FILE", "config" },
                                            { "AWS_SHARED_CREDENTIALS_FILE", "credentials" } };
    const char *chosen = getenv(files[which][0]);
    char path[PROFILE_PATH_SIZE];
    struct text file;
    bool found = false;

    value[0] = '\0';
    if (chosen && *chosen) snprintf(path, sizeof path, "%s", chosen);
    else if (!aws_profile_home(files[which][1], path, sizeof path)) return false;

    text_init(&file, PROFILE_FILE_MAX);
    if (profile_load(path, &file))
        found = aws_profile_find_nested(text_string(&file), section, group, name, value, size);
    text_release(&file);
    return found;
}

bool aws_profile_read(enum aws_profile_file file, const char *profile, const char *name, char *value, size_t size)
{
    bool is_plain = file == AWS_PROFILE_CREDENTIALS || !strcmp(profile, "default");
    char section[PROFILE_SECTION_SIZE];

    snprintf(section, sizeof section, "%s%s", is_plain ? "" : "profile ", profile);
    return profile_file_find(file, section, NULL, name, value, size);
}

bool aws_profile_setting(const char *profile, const char *name, char *value, size_t size)
{
    return aws_profile_read(AWS_PROFILE_CONFIG, profile, name, value, size) ||
           aws_profile_read(AWS_PROFILE_CREDENTIALS, profile, name, value, size);
}

bool aws_profile_section_setting(const char *kind, const char *section, const char *group, const char *name,
                                 char *value, size_t size)
{
    char spelled[PROFILE_SECTION_SIZE];

    snprintf(spelled, sizeof spelled, "%s %s", kind, section);
    return profile_file_find(AWS_PROFILE_CONFIG, spelled, group, name, value, size);
}

bool aws_profile_own(const char *name, char *value, size_t size)
{
    return aws_profile_setting(aws_profile_name(), name, value, size);
}
