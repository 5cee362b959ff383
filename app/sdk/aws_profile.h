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

/* The profile in use: AWS_PROFILE or "default". */
const char *aws_profile_name(void);

/* A setting of the profile in use, from the config file (AWS_CONFIG_FILE or ~/.aws/config; sections are "profile
 * NAME", but "default") or the credentials file (AWS_SHARED_CREDENTIALS_FILE or ~/.aws/credentials). False where the
 * file, the section or the setting is missing. Files beyond 1 MB are not read. */
bool aws_profile_config(const char *name, char *value, size_t size);
bool aws_profile_credentials(const char *name, char *value, size_t size);

#endif
