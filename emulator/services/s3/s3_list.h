/* ListObjects, ListObjectsV2 and ListObjectVersions. */
#ifndef NUBE_S3_LIST_H
#define NUBE_S3_LIST_H

#include "emulator/core/call.h"

int s3_list_objects(struct call *c);
int s3_list_objects_v2(struct call *c);
int s3_list_object_versions(struct call *c);

/* Is the list to be encoded? 0, or -1 with InvalidArgument. */
int s3_list_encoding(struct call *c, bool *is_encoded);

/* A number of how many, or behind which: from 0 on, within 32 bits; `otherwise` where the input has none. `argument` is
 * what one below 0 is called. 0, or -1 with InvalidArgument. */
int s3_list_number(struct call *c, const char *member, const char *parameter, const char *argument, int64_t otherwise,
                   int64_t *number);

/* InvalidArgument for what is no number of 32 bits. Returns -1. */
int s3_list_refuse_number(struct call *c, const char *parameter, struct span text);

/* The same for the size of a page, which is 1,000 at most. */
int s3_list_page(struct call *c, const char *member, const char *parameter, const char *argument, int64_t *max);

/* Puts a text of keys into the output, encoded where the list is. An absent one is left out. */
void s3_list_put(struct call *c, struct doc *d, const char *member, struct span text, bool is_encoded);

/* A canonical user, as Owner and Initiator. */
void s3_list_owner(struct doc *d, const char *member, struct span account);

#endif
