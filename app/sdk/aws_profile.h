/* The shared files ~/.aws/config and ~/.aws/credentials, as the AWS CLI writes them (AWS SDKs and Tools reference
 * guide, "Shared config and credentials files"). */
#ifndef APP_SDK_AWS_PROFILE_H
#define APP_SDK_AWS_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

/* Looks a setting up in the text of one file: the section `[section]`, its line `name = value`. Comments start with
 * '#' or ';' at a line's start or after a blank. Of repeated settings the last counts. False where there is none or
 * its value does not fit. */
bool aws_profile_find(const char *file_text, const char *section, const char *name, char *value, size_t size);

/* The same for a setting that is nested below another: of "s3 =" and then "  endpoint_url = …" on an indented line,
 * `group` is "s3" and `name` "endpoint_url". */
bool aws_profile_find_nested(const char *file_text, const char *section, const char *group, const char *name,
                             char *value, size_t size);

/* The profile in use: AWS_PROFILE or "default". */
const char *aws_profile_name(void);

/* The two files: AWS_CONFIG_FILE or ~/.aws/config, AWS_SHARED_CREDENTIALS_FILE or ~/.aws/credentials. Files beyond 1 MB
 * are not read. */
enum aws_profile_file { AWS_PROFILE_CONFIG, AWS_PROFILE_CREDENTIALS };

/* A setting of a profile in one of them. In the config file sections are "profile NAME", but "default". False where the
 * file, the section or the setting is missing. */
bool aws_profile_read(enum aws_profile_file file, const char *profile, const char *name, char *value, size_t size);

/* A setting of a profile, from the config file, then from the credentials file. */
bool aws_profile_setting(const char *profile, const char *name, char *value, size_t size);

/* A setting of another kind of section of the config file, "sso-session" or "services"; `group` NULL: not nested. */
bool aws_profile_section_setting(const char *kind, const char *section, const char *group, const char *name,
                                 char *value, size_t size);

/* A setting of the profile in use, as aws_profile_setting. */
bool aws_profile_own(const char *name, char *value, size_t size);

/* A file in the user's own folder: "~/.aws/…". False where HOME is not set or it does not fit. */
bool aws_profile_home(const char *rest, char *path, size_t size);

#endif
