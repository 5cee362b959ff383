/* What calls to S3 ask to be allowed. */
#ifndef NUBE_S3_ASKS_H
#define NUBE_S3_ASKS_H

#include "emulator/core/call.h"

void s3_ask_bucket(struct call *c);
void s3_ask_object(struct call *c);

/* To make an object, and what its headers set: an ACL, tags, retention, a hold. */
void s3_ask_put(struct call *c);

/* To read what is copied, and to make what becomes of it. */
void s3_ask_copy(struct call *c);

/* s3:GetObjectTagging, or of a version that is named s3:GetObjectVersionTagging. */
void s3_ask_tagging(struct call *c);

/* The object, and of it what GetObjectAttributes tells. */
void s3_ask_attributes(struct call *c);

/* The action on the object, and its sibling for versions where one is named: s3:GetObject, s3:GetObjectVersion. */
void s3_ask_object_version(struct call *c);

/* The action on the object, and s3:BypassGovernanceRetention where the call wants to. */
void s3_ask_object_bypassing(struct call *c);

/* A delete, and a read where its condition tells of what is there; each object of several alike. */
void s3_ask_delete(struct call *c);
void s3_ask_deletes(struct call *c);

/* The same for s3:GetObjectAcl, whose sibling is s3:GetObjectVersionAcl. */
void s3_ask_object_acl(struct call *c);

/* May the call's caller delete this one of its objects (Key, VersionId, ETag)? 0, or -1 with AccessDenied. */
int s3_may_delete(struct call *c, const struct doc *object);

/* To make a bucket, and what its headers set. */
void s3_ask_create_bucket(struct call *c);

/* The setting, and that its role may be handed to S3. */
void s3_ask_replication(struct call *c);

#endif
