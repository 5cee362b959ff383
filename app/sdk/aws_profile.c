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

/* "[profile  name]" names "profile name". */
static bool profile_section_is(struct profile_span line, const char *section)
{
    struct profile_span name = profile_trim(line.start + 1, line.length - 2), word;
    char spelled[PROFILE_SECTION_SIZE];
    size_t prefix = strlen("profile");

    if (name.length <= prefix || strncmp(name.start, "profile", prefix) || !strchr(" \t", name.start[prefix]))
        return profile_span_is(name, section);
    word = profile_trim(name.start + prefix, name.length - prefix);
    snprintf(spelled, sizeof spelled, "profile %.*s", (int)word.length, word.start);
    return !strcmp(spelled, section);
}

bool aws_profile_find(const char *file_text, const char *section, const char *name, char *value, size_t size)
{
    bool is_inside = false, found = false;

    value[0] = '\0';
    for (; *file_text; file_text += strcspn(file_text, "\n"), file_text += *file_text == '\n') {
        struct profile_span line = profile_line(file_text), setting;
        const char *equals;
        /* an indented line belongs to a nested setting above it */
        bool is_indented = *file_text == ' ' || *file_text == '\t';

        if (line.length >= 2 && line.start[0] == '[' && line.start[line.length - 1] == ']') {
            is_inside = profile_section_is(line, section);
            continue;
        }
        equals = is_inside && !is_indented ? memchr(line.start, '=', line.length) : NULL;
        if (!equals || !profile_span_is(profile_trim(line.start, (size_t)(equals - line.start)), name)) continue;
        setting = profile_trim(equals + 1, line.length - (size_t)(equals + 1 - line.start));
        found = setting.length < size;
        snprintf(value, size, "%.*s", found ? (int)setting.length : 0, setting.start);
    }
    return found;
}

const char *aws_profile_name(void)
{
    const char *name = getenv("AWS_PROFILE");

    return name && *name ? name : "default";
}

static bool profile_read(const char *path, struct text *out)
{
    char buffer[4096];
    size_t length;
    FILE *file = fopen(path, "re");

    if (!file) return false;
    while ((length = fread(buffer, 1, sizeof buffer, file))) text_append(out, buffer, length);
    fclose(file);
    return !out->overflow;
}

/* Reads the file that `variable` names, or ~/.aws/`name`, and looks the setting up in it. */
static bool profile_file_find(const char *variable, const char *file_name, const char *section, const char *name,
                              char *value, size_t size)
{
    const char *chosen = getenv(variable), *home = getenv("HOME");
    char path[PROFILE_PATH_SIZE];
    struct text file;
    bool found = false;

    value[0] = '\0';
    if (chosen && *chosen) snprintf(path, sizeof path, "%s", chosen);
    else if (home && *home) snprintf(path, sizeof path, "%s/.aws/%s", home, file_name);
    else return false;

    text_init(&file, PROFILE_FILE_MAX);
    if (profile_read(path, &file)) found = aws_profile_find(text_string(&file), section, name, value, size);
    text_release(&file);
    return found;
}

bool aws_profile_config(const char *name, char *value, size_t size)
{
    const char *profile = aws_profile_name();
    char section[PROFILE_SECTION_SIZE];

    snprintf(section, sizeof section, "%s%s", strcmp(profile, "default") ? "profile " : "", profile);
    return profile_file_find("AWS_CONFIG_FILE", "config", section, name, value, size);
}

bool aws_profile_credentials(const char *name, char *value, size_t size)
{
    return profile_file_find("AWS_SHARED_CREDENTIALS_FILE", "credentials", aws_profile_name(), name, value, size);
}
